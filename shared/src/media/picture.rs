//! From the bytes of a file to a picture that is safe to serve, or to why it is not.

use std::io::Cursor;

use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::{PngDecoder, PngEncoder};
use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageError, ImageResult, Limits};

use super::svg;

/// JPEG and PNG are scaled down to so many pixels in width and height.
pub const LARGEST_SIDE: u32 = 500;
/// A picture that unfolds to more pixels is refused before anything is unfolded: more than what telephones take, less than what
/// fills the function's memory.
pub const MOST_PIXELS: u64 = 16_000_000;
/// So much memory one picture may take while it is read.
const MOST_MEMORY: u64 = 160 * 1024 * 1024;
/// How well a JPEG is kept, of 100.
const QUALITY: u8 = 85;

/// The kinds of pictures that are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Photographs.
    Jpeg,
    /// Screenshots.
    Png,
    /// Small animations.
    Gif,
    /// Drawings.
    Svg,
}

impl Format {
    /// What the name of such a file ends with, after the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Gif => "gif",
            Self::Svg => "svg",
        }
    }

    /// Its media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::Svg => "image/svg+xml",
        }
    }

    /// The kind of what begins like this; what a file calls itself says nothing.
    fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"\xff\xd8\xff") {
            Some(Self::Jpeg)
        } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
            Some(Self::Gif)
        } else {
            let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            text.trim_ascii_start().starts_with(b"<").then_some(Self::Svg)
        }
    }
}

/// A picture to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Its kind.
    pub format: Format,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// Why a file is not kept as a picture; reads as a sentence for the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// It is of another kind.
    #[error("This is no picture of a kind that can be shown. Choose a JPEG, PNG, GIF or SVG.")]
    Unknown,
    /// It cannot be read.
    #[error("This picture cannot be read. It may be damaged: save it anew, then try again.")]
    Broken,
    /// It has more than [`MOST_PIXELS`].
    #[error("This picture has more than 16 million pixels. Make it smaller, then try again.")]
    TooManyPixels,
    /// A drawing that runs something.
    #[error("This SVG holds scripts or other active parts. Save it as a plain SVG or as a PNG, then try again.")]
    Active,
    /// A drawing that refers to something elsewhere.
    #[error("This SVG refers to files or pages elsewhere. Save it as a plain SVG with everything inside, then try again.")]
    External,
}

/// Makes a picture to keep out of what was uploaded: JPEG and PNG are written anew, scaled down, upright and without what cameras
/// note, such as where the photograph was taken; GIF and SVG stay as they are.
///
/// # Errors
/// When it is no picture, or none that may be shown.
pub async fn prepare(bytes: Vec<u8>) -> Result<Picture, Unfit> {
    // Scaling is all arithmetic: it must not hold up what else this process does.
    tokio::task::spawn_blocking(move || prepared(bytes)).await.unwrap_or(Err(Unfit::Broken))
}

fn prepared(bytes: Vec<u8>) -> Result<Picture, Unfit> {
    let format = Format::of(&bytes).ok_or(Unfit::Unknown)?;
    let bytes = match format {
        Format::Jpeg => jpeg(&bytes).map_err(unfit)?,
        Format::Png => png(&bytes).map_err(unfit)?,
        Format::Gif => {
            gif(&bytes)?;
            bytes
        }
        Format::Svg => {
            svg::check(&bytes)?;
            bytes
        }
    };
    Ok(Picture { format, bytes })
}

fn unfit(error: ImageError) -> Unfit {
    match error {
        ImageError::Limits(_) => Unfit::TooManyPixels,
        _ => Unfit::Broken,
    }
}

fn jpeg(bytes: &[u8]) -> ImageResult<Vec<u8>> {
    let image = small(JpegDecoder::new(Cursor::new(bytes))?)?;
    let mut written = Vec::new();
    image.to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut written, QUALITY))?;
    Ok(written)
}

fn png(bytes: &[u8]) -> ImageResult<Vec<u8>> {
    let image = small(PngDecoder::with_limits(Cursor::new(bytes), limits())?)?;
    let mut written = Vec::new();
    let encoder = PngEncoder::new(&mut written);
    if image.color().has_alpha() {
        image.to_rgba8().write_with_encoder(encoder)?
    } else {
        image.to_rgb8().write_with_encoder(encoder)?
    }
    Ok(written)
}

fn limits() -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_MEMORY);
    limits
}

/// The picture upright, and not larger than it may be.
fn small(mut decoder: impl ImageDecoder) -> ImageResult<DynamicImage> {
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        let too_many = image::error::LimitErrorKind::DimensionError;
        return Err(ImageError::Limits(image::error::LimitError::from_kind(too_many)));
    }
    decoder.set_limits(limits())?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let image = DynamicImage::from_decoder(decoder)?;
    let is_large = image.width() > LARGEST_SIDE || image.height() > LARGEST_SIDE;
    // Of a small picture, a turn costs less; the limit is the same for both sides.
    let mut image = if is_large { image.resize(LARGEST_SIDE, LARGEST_SIDE, FilterType::CatmullRom) } else { image };
    image.apply_orientation(orientation);
    Ok(image)
}

/// A GIF tells its size in its head, and browsers believe it.
fn gif(bytes: &[u8]) -> Result<(), Unfit> {
    let [_, _, _, _, _, _, w0, w1, h0, h1, _, _, _, ..] = bytes else { return Err(Unfit::Broken) };
    let pixels = u64::from(u16::from_le_bytes([*w0, *w1])) * u64::from(u16::from_le_bytes([*h0, *h1]));
    match pixels {
        0 => Err(Unfit::Broken),
        pixels if pixels > MOST_PIXELS => Err(Unfit::TooManyPixels),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage, Rgba, RgbaImage};

    use super::*;

    fn photograph(width: u32, height: u32) -> Vec<u8> {
        // Red at the left, blue at the right.
        let image = RgbImage::from_fn(width, height, |x, _| if x < width / 2 { Rgb([220, 0, 0]) } else { Rgb([0, 0, 220]) });
        let mut bytes = Vec::new();
        image.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 90)).expect("a picture");
        bytes
    }

    fn screenshot(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let image = RgbaImage::from_pixel(width, height, Rgba([0, 128, 0, 100]));
        image.write_with_encoder(PngEncoder::new(&mut bytes)).expect("a picture");
        bytes
    }

    fn read(picture: &Picture) -> DynamicImage {
        let bytes = Cursor::new(&picture.bytes);
        match picture.format {
            Format::Jpeg => DynamicImage::from_decoder(JpegDecoder::new(bytes).expect("a JPEG")).expect("a picture"),
            _ => DynamicImage::from_decoder(PngDecoder::new(bytes).expect("a PNG")).expect("a picture"),
        }
    }

    /// What a camera writes into a JPEG that it took lying on its side: it is to be turned to the right.
    fn with_exif(jpeg: &[u8]) -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
        exif.extend_from_slice(b"Secret Street 1");
        let length = u16::try_from(exif.len() + 2).expect("a short one").to_be_bytes();
        [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
    }

    #[test]
    fn md_02_pictures_are_scaled_down_to_fit_and_never_up() {
        for (bytes, format, size) in [
            (photograph(1000, 400), Format::Jpeg, (500, 200)),
            (photograph(300, 1500), Format::Jpeg, (100, 500)),
            (photograph(20, 10), Format::Jpeg, (20, 10)),
            (screenshot(501, 500), Format::Png, (500, 499)),
            (screenshot(16, 16), Format::Png, (16, 16)),
        ] {
            let picture = prepared(bytes).expect("a picture");
            let image = read(&picture);
            assert_eq!((picture.format, (image.width(), image.height())), (format, size));
        }
        let clear = read(&prepared(screenshot(600, 600)).expect("a picture")).to_rgba8();
        assert_eq!(clear.get_pixel(250, 250).0[3], 100, "what can be seen through stays so");
    }

    #[test]
    fn md_02_photographs_are_put_upright_and_lose_what_cameras_note() {
        let picture = prepared(with_exif(&photograph(800, 400))).expect("a picture");
        assert!(!picture.bytes.windows(6).any(|window| window == b"Secret"));
        let image = read(&picture).to_rgb8();
        assert_eq!(image.dimensions(), (250, 500));
        let (top, bottom) = (image.get_pixel(125, 20).0, image.get_pixel(125, 480).0);
        assert!(top[0] > 150 && bottom[2] > 150, "{top:?} {bottom:?}");
    }

    #[test]
    fn md_02_the_bytes_say_what_a_file_is() {
        for other in [&b""[..], b"%PDF-1.7", b"RIFF\0\0\0\0WEBP", b"BM\0\0", b"II*\0", b"hello", b"\xff\xd8", b"GIF88a"] {
            assert_eq!(prepared(other.to_vec()), Err(Unfit::Unknown), "{other:?}");
        }
        let half = |bytes: Vec<u8>| bytes[..bytes.len() / 4].to_vec();
        for broken in
            [b"\xff\xd8\xff".to_vec(), half(screenshot(100, 100)), b"GIF89a\x01".to_vec(), b"GIF89a\0\0\0\0\0\0\0".to_vec()]
        {
            assert_eq!(prepared(broken), Err(Unfit::Broken));
        }
        let gif =
            b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x01D\0;".to_vec();
        assert_eq!(prepared(gif.clone()), Ok(Picture { format: Format::Gif, bytes: gif }));
    }

    #[test]
    fn md_02_what_would_unfold_without_end_is_not_unfolded() {
        // A PNG of a few bytes that says it is 60,000 pixels wide and high.
        let mut bomb = screenshot(1, 1);
        bomb[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        let sum = crc(&bomb[12..29]).to_be_bytes();
        bomb[29..33].copy_from_slice(&sum);
        assert_eq!(prepared(bomb), Err(Unfit::TooManyPixels));
        assert_eq!(prepared(b"GIF89a\xff\xff\xff\xff\0\0\0;".to_vec()), Err(Unfit::TooManyPixels));
    }

    /// The check sum of a piece of a PNG.
    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0u32, |sum, byte| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 })
        })
    }
}
