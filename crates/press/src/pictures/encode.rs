//! From a picture's bytes to upright pixels, and from pixels to the forms readers get.

use std::io::Cursor;

use fast_image_resize::{ResizeOptions, Resizer, images::Image};
use image::{DynamicImage, ImageDecoder, RgbImage, RgbaImage, imageops, metadata::Orientation};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::{Refusal, check_size, decoder, format_of};

/// Decodes a picture and turns it upright. Transparent parts become white.
pub(crate) fn pixels(bytes: &[u8]) -> Result<RgbImage, Refusal> {
    Ok(flatten(decode(bytes)?))
}

fn decode(bytes: &[u8]) -> Result<DynamicImage, Refusal> {
    let mut decoder = decoder(bytes, format_of(bytes)?)?;
    let (width, height) = decoder.dimensions();
    check_size(width, height)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture =
        DynamicImage::from_decoder(decoder).map_err(|error| Refusal::Damaged(error.to_string()))?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn flatten(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let picture: RgbaImage = picture.into_rgba8();
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let [r, g, b, a] = picture.get_pixel(x, y).0.map(u32::from);
        let over_white =
            |channel: u32| u8::try_from((channel * a + 255 * (255 - a)) / 255).unwrap_or(255);
        image::Rgb([over_white(r), over_white(g), over_white(b)])
    })
}

/// A part of a picture, in its pixels: from the left, from the top, wide, high.
pub(super) type Part = (f64, f64, f64, f64);

/// Scales the part of `picture` that starts at (`left`, `top`) and has the given size.
pub(super) fn scale(
    picture: &RgbImage,
    (left, top, wide, high): Part,
    (width, height): (u32, u32),
) -> RgbImage {
    let mut scaled = Image::new(width, height, fast_image_resize::PixelType::U8x3);
    let source = fast_image_resize::images::ImageRef::new(
        picture.width(),
        picture.height(),
        picture.as_raw(),
        fast_image_resize::PixelType::U8x3,
    )
    .expect("three bytes for each pixel");
    let options = ResizeOptions::new().crop(left, top, wide, high);
    Resizer::new()
        .resize(&source, &mut scaled, &options)
        .expect("the part lies inside the picture");
    RgbImage::from_raw(width, height, scaled.into_vec()).expect("three bytes for each pixel")
}

/// A progressive JPEG of at most `limit` bytes, as good as that allows.
pub(super) fn jpeg(picture: &RgbImage, best: u8, limit: Option<usize>) -> Vec<u8> {
    let mut quality = best;
    loop {
        let bytes = jpeg_of(picture, quality);
        if limit.is_none_or(|limit| bytes.len() <= limit) || quality <= 14 {
            return bytes;
        }
        quality -= 7;
    }
}

fn jpeg_of(picture: &RgbImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_progressive(true);
    encoder.set_optimized_huffman_tables(true);
    encoder.set_sampling_factor(SamplingFactor::F_2_2);
    let side =
        |side: u32| u16::try_from(side).expect("derivatives have at most 1600 pixels a side");
    encoder
        .encode(picture.as_raw(), side(picture.width()), side(picture.height()), ColorType::Rgb)
        .expect("pixels of the stated size can be written to memory");
    bytes
}

/// An AVIF; one thread, so that the bytes are the same on any machine.
pub(super) fn avif(picture: &RgbImage, quality: f32) -> Option<Vec<u8>> {
    let pixels: Vec<ravif::RGB8> =
        picture.pixels().map(|pixel| ravif::RGB8::new(pixel[0], pixel[1], pixel[2])).collect();
    let (width, height) =
        (usize::try_from(picture.width()).ok()?, usize::try_from(picture.height()).ok()?);
    ravif::Encoder::new()
        .with_quality(quality)
        .with_speed(5)
        .with_bit_depth(ravif::BitDepth::Eight)
        .with_num_threads(Some(1))
        .encode_rgb(ravif::Img::new(&pixels, width, height))
        .ok()
        .map(|encoded| encoded.avif_file)
}

/// A square of 48 pixels in one colour, as PNG: the icon of a newsroom without a logo.
pub(crate) fn square(color: [u8; 3]) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    RgbImage::from_pixel(48, 48, image::Rgb(color))
        .write_to(&mut out, image::ImageFormat::Png)
        .expect("a picture of this size can be written to memory");
    out.into_inner()
}

/// The newsroom's logo: a square PNG of 96 pixels, transparent where the original is.
pub(super) fn icon(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let picture = decode(bytes)?.into_rgba8();
    let side = picture.width().min(picture.height());
    let (left, top) = ((picture.width() - side) / 2, (picture.height() - side) / 2);
    let square = imageops::crop_imm(&picture, left, top, side, side).to_image();
    let scaled = imageops::resize(&square, 96, 96, imageops::FilterType::Lanczos3);
    let mut out = Cursor::new(Vec::new());
    scaled
        .write_to(&mut out, image::ImageFormat::Png)
        .map_err(|error| Refusal::Damaged(error.to_string()))?;
    Ok(out.into_inner())
}
