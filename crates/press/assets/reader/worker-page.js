// Two buttons: keep what is read on this device, or wipe it all and end the worker.
const $ = (id) => document.getElementById(id), { name } = JSON.parse($("config").textContent);
const WORDS = {
en: ["Reading when the site is blocked", "This browser can check every page and fetch it from another mirror when this address is blocked. It can also keep the pages you open. Kept pages can be found by whoever searches this device.", "Keep pages on this device", "Wipe everything", "On. Pages are checked, and kept on this device.", "Off. Nothing is kept.", "Everything is wiped.", "This browser cannot do it here. Use reader.html."],
ru: ["Читать, когда сайт заблокирован", "Браузер может проверять каждую страницу и брать её с другого зеркала, если этот адрес заблокирован. Он может и хранить прочитанное. Сохранённое найдёт тот, кто обыщет устройство.", "Хранить на этом устройстве", "Стереть всё", "Включено. Страницы проверяются и хранятся на устройстве.", "Выключено. Ничего не хранится.", "Всё стёрто.", "Этот браузер здесь так не умеет. Откройте reader.html."],
ar: ["القراءة حين يُحجب الموقع", "يستطيع المتصفح فحص كل صفحة وجلبها من مرآة أخرى إذا حُجب هذا العنوان، وحفظ ما تفتحه. من يفتش جهازك يجد ما حُفظ.", "احفظ الصفحات على هذا الجهاز", "امسح كل شيء", "مفعّل. الصفحات تُفحص وتُحفظ على الجهاز.", "متوقف. لا يُحفظ شيء.", "مُسح كل شيء.", "هذا المتصفح لا يستطيع ذلك هنا. استعمل reader.html."],
};
const language = [...navigator.languages, "en"].map((one) => one.slice(0, 2)).find((one) => WORDS[one]), words = WORDS[language];
document.documentElement.lang = language;
document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
document.title = $("name").textContent = name;
["what", "why", "keep", "wipe"].forEach((id, n) => { $(id).textContent = words[n]; });
const say = (n) => { $("state").textContent = words[n]; };
const tell = (worker, message) => new Promise((done) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => done(data);
  worker.postMessage(message, [port2]);
});
const found = () => navigator.serviceWorker?.getRegistration();
$("keep").onclick = async () => {
  try {
    await navigator.serviceWorker.register("worker.js", { updateViaCache: "none" });
    await tell((await navigator.serviceWorker.ready).active, { keep: true });
    say(4);
  } catch { say(7); }
};
$("wipe").onclick = async () => {
  const worker = (await found())?.active;
  if (worker) await tell(worker, { wipe: true });
  for (const one of await self.caches?.keys() ?? []) if (one.startsWith("edition-")) await caches.delete(one);
  say(6);
};
(async () => {
  const worker = (await found())?.active;
  say(!navigator.serviceWorker ? 7 : worker && (await tell(worker, {})).keep ? 4 : 5);
})();
