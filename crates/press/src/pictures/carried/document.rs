//! Documents: their pages, and nothing that tells of whoever made them (ISO 32000-1).

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::jpeg;
use crate::pictures::Refusal;

/// Whether the bytes are a PDF that can be published.
pub(crate) fn check_pdf(bytes: &[u8]) -> Result<(), Refusal> {
    strip_pdf(bytes).map(drop)
}

const DAMAGED: Refusal =
    Refusal::Carried("the PDF is damaged; print it to a new PDF and save that");
const PICTURE: Refusal = Refusal::Carried(
    "the PDF holds a picture in a form that could tell of its camera; print it to a new PDF and save that",
);

/// What is published of a document. Of the catalog, the page tree, the pages and the annotations only the entries named
/// below remain, and what nothing refers to any more goes with them: information, XMP, identifiers, signatures, scripts,
/// actions, forms, attached files, bookmarks. What is drawn on a page stays.
pub(crate) fn strip_pdf(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    if !bytes.starts_with(b"%PDF-") {
        return Err(Refusal::Carried("this is not a PDF, though its name says so; save it anew"));
    }
    let Ok(mut document) = Document::load_mem(bytes) else { return Err(DAMAGED) };
    if document.is_encrypted() {
        return Err(Refusal::Carried("the PDF is locked by a password; save it without one"));
    }
    keep(&mut document.trailer, &[b"Root", b"Size"]);
    let catalog =
        document.trailer.get(b"Root").and_then(Object::as_reference).map_err(|_| DAMAGED)?;
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    if pages.is_empty() {
        return Err(DAMAGED);
    }
    keep(document.get_dictionary_mut(catalog).map_err(|_| DAMAGED)?, &CATALOG);
    for &node in &tree(&document, &pages) {
        keep(document.get_dictionary_mut(node).map_err(|_| DAMAGED)?, &TREE);
    }
    for page in pages {
        let annotations = annotations(&document, page);
        let page = document.get_dictionary_mut(page).map_err(|_| DAMAGED)?;
        keep(page, &PAGE);
        page.remove(b"Annots");
        if !annotations.is_empty() {
            page.set("Annots", Object::Array(annotations));
        }
    }
    for object in document.objects.values_mut() {
        strip(object, 0)?;
    }
    document.prune_objects();
    document.compress();
    let mut stripped = Vec::new();
    // Objects in streams (7.5.7) came with 1.5; they halve what a reader must fetch.
    if document.version.as_str() < "1.5" {
        document.version = "1.5".to_owned();
    }
    document.save_modern(&mut stripped).map_err(|_| DAMAGED)?;
    Ok(stripped)
}

/// 7.7.2; `OCProperties` says which layers are seen, `StructTreeRoot` is what screen readers read.
const CATALOG: [&[u8]; 6] =
    [b"Type", b"Pages", b"Lang", b"MarkInfo", b"StructTreeRoot", b"OCProperties"];
/// 7.7.3.2: the page tree, with what pages inherit.
const TREE: [&[u8]; 8] =
    [b"Type", b"Parent", b"Kids", b"Count", b"Resources", b"MediaBox", b"CropBox", b"Rotate"];
/// 7.7.3.3.
const PAGE: [&[u8]; 15] = [
    b"Type",
    b"Parent",
    b"Resources",
    b"Contents",
    b"MediaBox",
    b"CropBox",
    b"BleedBox",
    b"TrimBox",
    b"ArtBox",
    b"Rotate",
    b"Group",
    b"StructParents",
    b"Tabs",
    b"UserUnit",
    b"Annots",
];
/// 12.5.2: how an annotation looks, and where it leads.
const ANNOTATION: [&[u8]; 15] = [
    b"Type",
    b"Subtype",
    b"Rect",
    b"AP",
    b"AS",
    b"F",
    b"Border",
    b"BS",
    b"C",
    b"QuadPoints",
    b"StructParent",
    b"A",
    b"Dest",
    b"H",
    b"OC",
];
/// 12.5.6: what is seen on a page without carrying a file, a sound, a film or a comment.
const SEEN: [&[u8]; 14] = [
    b"Link",
    b"FreeText",
    b"Line",
    b"Square",
    b"Circle",
    b"Polygon",
    b"PolyLine",
    b"Highlight",
    b"Underline",
    b"Squiggly",
    b"StrikeOut",
    b"Stamp",
    b"Ink",
    b"Widget",
];
/// Entries that tell of people, tools, times and files, or that do something, wherever they stand.
const TELLING: [&[u8]; 22] = [
    b"Metadata",
    b"PieceInfo",
    b"LastModified",
    b"Author",
    b"Creator",
    b"CreatorInfo",
    b"Producer",
    b"CreationDate",
    b"ModDate",
    b"OpenAction",
    b"JavaScript",
    b"Names",
    b"AcroForm",
    b"Collection",
    b"Perms",
    b"EF",
    b"FS",
    b"UF",
    b"OPI",
    b"Ref",
    b"Alternates",
    b"DPartRoot",
];
/// The same where the dictionary has a kind of its own; elsewhere a font may have such a short name.
const TELLING_SHORT: [&[u8]; 6] = [b"AA", b"AF", b"JS", b"M", b"NM", b"T"];

fn keep(dictionary: &mut Dictionary, wanted: &[&[u8]]) {
    let unwanted: Vec<Vec<u8>> = dictionary
        .iter()
        .map(|(key, _)| key.clone())
        .filter(|key| !wanted.contains(&key.as_slice()))
        .collect();
    for key in unwanted {
        dictionary.remove(&key);
    }
}

/// The nodes of the page tree above the pages.
fn tree(document: &Document, pages: &[ObjectId]) -> BTreeSet<ObjectId> {
    let mut tree = BTreeSet::new();
    for &page in pages {
        let mut at = page;
        let above = |at: ObjectId| {
            document.get_dictionary(at).ok()?.get(b"Parent").and_then(Object::as_reference).ok()
        };
        while let Some(parent) = above(at).filter(|parent| !pages.contains(parent)) {
            if !tree.insert(parent) {
                break;
            }
            at = parent;
        }
    }
    tree
}

/// The annotations of a page that may stay.
fn annotations(document: &Document, page: ObjectId) -> Vec<Object> {
    let resolved = |object: &Object| document.dereference(object).map(|(_, object)| object.clone());
    let page = document.get_dictionary(page);
    let list = page.and_then(|page| page.get(b"Annots")).and_then(&resolved);
    let Ok(Object::Array(list)) = list else { return Vec::new() };
    let is_seen = |annotation: &Object| {
        let Ok(Object::Dictionary(dictionary)) = resolved(annotation) else { return false };
        let is_seen = dictionary
            .get(b"Subtype")
            .and_then(&resolved)
            .is_ok_and(|kind| kind.as_name().is_ok_and(|kind| SEEN.contains(&kind)));
        // An action behind a reference is one that nobody looked at here.
        let is_behind = dictionary.get(b"A").is_ok_and(|action| action.as_reference().is_ok());
        is_seen && dictionary.has(b"Rect") && !is_behind
    };
    list.into_iter().filter(is_seen).collect()
}

/// Whether a link leads to an address of the web, the one action that stays.
fn is_address(action: &Object) -> bool {
    let Ok(action) = action.as_dict() else { return false };
    let name = |key| action.get(key).and_then(Object::as_name).unwrap_or_default();
    let address = action.get(b"URI").and_then(Object::as_str).unwrap_or_default();
    name(b"S") == b"URI"
        && [&b"https://"[..], b"http://", b"mailto:"].iter().any(|start| address.starts_with(start))
}

fn strip(object: &mut Object, depth: usize) -> Result<(), Refusal> {
    if depth > 64 {
        *object = Object::Null;
        return Ok(());
    }
    let dictionary = match object {
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(stream) => {
            picture(stream)?;
            &mut stream.dict
        }
        Object::Array(items) => {
            return items.iter_mut().try_for_each(|item| strip(item, depth + 1));
        }
        _ => return Ok(()),
    };
    if dictionary.has(b"Rect") && dictionary.has(b"Subtype") {
        keep(dictionary, &ANNOTATION);
        if let Ok(action) = dictionary.get_mut(b"A") {
            if is_address(action) {
                keep(action.as_dict_mut().map_err(|_| DAMAGED)?, &[b"S", b"URI", b"Type"]);
            } else {
                dictionary.remove(b"A");
            }
        }
    }
    for key in TELLING {
        dictionary.remove(key);
    }
    if dictionary.has(b"S") || dictionary.has(b"Type") {
        for key in TELLING_SHORT {
            dictionary.remove(key);
        }
    }
    dictionary.iter_mut().try_for_each(|(_, value)| strip(value, depth + 1))
}

/// Takes out of a picture what it says of its camera.
fn picture(stream: &mut Stream) -> Result<(), Refusal> {
    let filters: Vec<&[u8]> = match stream.dict.get(b"Filter") {
        Ok(Object::Name(name)) => vec![name],
        Ok(Object::Array(names)) => {
            names.iter().map(Object::as_name).collect::<Result<_, _>>().map_err(|_| PICTURE)?
        }
        // Behind a reference it could be anything.
        Ok(_) => return Err(PICTURE),
        Err(_) => return Ok(()),
    };
    let holds = |name: &[u8]| filters.contains(&name);
    // JPEG 2000 keeps its words in boxes and comments of its own.
    if holds(b"JPXDecode") || holds(b"Crypt") {
        return Err(PICTURE);
    }
    if holds(b"DCTDecode") || holds(b"DCT") {
        if filters.len() > 1 {
            return Err(PICTURE);
        }
        stream.set_content(jpeg::bare(&stream.content).ok_or(PICTURE)?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PDF: &[u8] = include_bytes!("../../../../../demo/media/tide-tables.pdf");

    /// Whether the document says this anywhere, packed or not.
    fn holds(bytes: &[u8], text: &[u8]) -> bool {
        let inside = |bytes: &[u8]| bytes.windows(text.len()).any(|window| window == text);
        let document = Document::load_mem(bytes).unwrap();
        let words = format!("{:?} {:?}", document.trailer, document.objects);
        let mut streams = document.objects.values().filter_map(|object| object.as_stream().ok());
        inside(bytes)
            || inside(words.as_bytes())
            || streams.any(|stream| {
                inside(&stream.content)
                    || stream.decompressed_content().is_ok_and(|content| inside(&content))
            })
    }

    /// The demo's document with an object more, and where the change hangs it.
    fn changed(change: impl FnOnce(&mut Document, ObjectId, ObjectId)) -> Vec<u8> {
        let mut document = Document::load_mem(PDF).unwrap();
        let catalog = document.trailer.get(b"Root").and_then(Object::as_reference).unwrap();
        let page = document.get_pages()[&1];
        change(&mut document, catalog, page);
        let mut told = Vec::new();
        document.save_to(&mut told).unwrap();
        told
    }

    fn canary() -> Object {
        Object::string_literal("CANARY")
    }

    #[test]
    fn a_document_is_published_without_its_makers() {
        let told = changed(|document, _, _| {
            let info = document.add_object(lopdf::dictionary! { "Author" => canary() });
            document.trailer.set("Info", info);
        });
        assert!(holds(&told, b"CANARY"));
        let stripped = strip_pdf(&told).unwrap();
        assert!(!holds(&stripped, b"CANARY"));
        assert_eq!(Document::load_mem(&stripped).unwrap().get_pages().len(), 1);
        assert_eq!(strip_pdf(&told).unwrap(), stripped, "the same bytes each time");
    }

    #[test]
    fn signatures_files_and_entries_nobody_knows_go() {
        let told = changed(|document, catalog, page| {
            let signer =
                lopdf::dictionary! { "Type" => "Sig", "Name" => canary(), "Location" => canary() };
            let signer = document.add_object(signer);
            let perms = lopdf::dictionary! { "DocMDP" => signer };
            document.get_dictionary_mut(catalog).unwrap().set("Perms", perms);
            let intent = lopdf::dictionary! { "Info" => canary() };
            let intents = Object::Array(vec![intent.into()]);
            document.get_dictionary_mut(catalog).unwrap().set("OutputIntents", intents);
            document.get_dictionary_mut(page).unwrap().set("Custom", canary());
        });
        assert!(holds(&told, b"CANARY"));
        assert!(!holds(&strip_pdf(&told).unwrap(), b"CANARY"));
    }

    #[test]
    fn of_annotations_remains_what_is_seen_and_where_it_leads() {
        let told = changed(|document, _, page| {
            let rect = || Object::Array(vec![0.into(), 0.into(), 9.into(), 9.into()]);
            let file =
                Stream::new(lopdf::dictionary! { "Type" => "EmbeddedFile" }, b"CANARY".to_vec());
            let file = document.add_object(file);
            let spec = lopdf::dictionary! { "F" => canary(), "UF" => canary(), "EF" => lopdf::dictionary! { "F" => file } };
            let spec = document.add_object(spec);
            let launch = lopdf::dictionary! { "S" => "Launch", "F" => canary() };
            let behind = document.add_object(launch.clone());
            let web = |address: &str| lopdf::dictionary! { "S" => "URI", "URI" => Object::string_literal(address), "Next" => launch.clone() };
            let all = [
                lopdf::dictionary! { "Subtype" => "FileAttachment", "Rect" => rect(), "FS" => spec },
                lopdf::dictionary! { "Subtype" => "Link", "Rect" => rect(), "A" => launch.clone() },
                lopdf::dictionary! { "Subtype" => "Link", "Rect" => rect(), "A" => behind },
                lopdf::dictionary! { "Subtype" => "Text", "Rect" => rect(), "T" => canary(), "Contents" => canary() },
                lopdf::dictionary! { "Subtype" => "Highlight", "Rect" => rect(), "T" => canary(), "Subj" => canary(), "RC" => canary() },
                lopdf::dictionary! { "Subtype" => "Link", "Rect" => rect(), "A" => web("https://a.example/") },
                lopdf::dictionary! { "Subtype" => "Link", "Rect" => rect(), "A" => web("file://CANARY") },
            ];
            let all: Vec<Object> = all.map(|one| document.add_object(one).into()).into();
            document.get_dictionary_mut(page).unwrap().set("Annots", Object::Array(all));
        });
        let stripped = strip_pdf(&told).unwrap();
        let document = Document::load_mem(&stripped).unwrap();
        let words = format!("{:?}", document.objects);
        assert!(!holds(&stripped, b"CANARY"), "{words}");
        let page = document.get_dictionary(document.get_pages()[&1]).unwrap();
        assert_eq!(page.get(b"Annots").unwrap().as_array().unwrap().len(), 4);
        assert!(words.contains("a.example"), "{words}");
    }

    #[test]
    fn pictures_inside_are_stripped_or_refused() {
        let jpeg =
            [&[0xFF, 0xD8, 0xFF, 0xE1, 0, 8][..], b"CANARY", &[0xFF, 0xDA, 0, 2, 9, 0xFF, 0xD9]]
                .concat();
        let with = |filter: Object, content: &[u8]| {
            changed(|document, _, page| {
                let kind = lopdf::dictionary! { "Type" => "XObject", "Subtype" => "Image", "Filter" => filter };
                let image = document.add_object(Stream::new(kind, content.to_vec()));
                let names = lopdf::dictionary! { "XObject" => lopdf::dictionary! { "A" => image } };
                document.get_dictionary_mut(page).unwrap().set("Resources", names);
            })
        };
        let name = |name: &str| Object::Name(name.as_bytes().to_vec());
        for filter in [name("DCTDecode"), Object::Array(vec![name("DCTDecode")])] {
            let told = with(filter, &jpeg);
            assert!(holds(&told, b"CANARY"));
            assert!(!holds(&strip_pdf(&told).unwrap(), b"CANARY"));
        }
        let twice = Object::Array(vec![name("FlateDecode"), name("DCTDecode")]);
        for (filter, content) in
            [(twice, &jpeg[..]), (name("JPXDecode"), b"x"), (name("DCTDecode"), b"CANARY")]
        {
            assert_eq!(strip_pdf(&with(filter, content)), Err(PICTURE));
        }
    }

    #[test]
    fn what_is_no_pdf_is_refused() {
        assert!(check_pdf(b"PK").is_err());
        assert!(check_pdf(b"%PDF-1.7 nothing more").is_err());
    }
}
