//! The sheet: a landscape page of US letter size (792 × 612 points) with a border, a mark, what is certified, and three lines.

use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::text::{Font, TextDirection};

use crate::Error;
use crate::font::Cut;

const WIDTH: f32 = 792.0;
const HEIGHT: f32 = 612.0;
const MIDDLE: f32 = WIDTH / 2.0;
/// A line stays within this width.
const MEASURE: f32 = 600.0;
/// What is certified stands in lines no wider than this.
const COLUMN: f32 = 520.0;
/// Red, green and blue.
type Ink = [u8; 3];
const DARK: Ink = [0x38, 0x38, 0x38];
const BLUE: Ink = [0x07, 0x15, 0x59];
const WHITE: Ink = [0xff, 0xff, 0xff];

const STATEMENT: &str = "has completed the instructor training of The Carpentries, and is certified to teach the core curricula of \
    Data Carpentry, Library Carpentry and Software Carpentry.";

/// Draws the sheet with these lines at its foot, each of a label and a text; `name` stands large in the middle.
pub(crate) fn draw(lines: &[(&str, &str)], name: &str) -> Result<Vec<u8>, Error> {
    let failed = |what: &str| Error::Document(what.to_owned());
    let mut document = Document::new();
    document.set_metadata(
        Metadata::new().title(format!("Instructor certificate of {name}")).language("en".to_owned()).creator("AMY".to_owned()),
    );
    let mut page = document.start_page_with(PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(|| failed("page"))?);
    write(Pen { surface: page.surface() }, lines, name)?;
    page.finish();
    document.finish().map_err(|error| Error::Document(format!("{error:?}")))
}

/// Everything on the page.
fn write(mut pen: Pen<'_>, lines: &[(&str, &str)], name: &str) -> Result<(), Error> {
    pen.frame(24.0, 3.0)?;
    pen.frame(32.0, 1.0)?;
    pen.mark(MIDDLE, 104.0, 40.0)?;
    pen.centred("The Carpentries", Cut::Bold, 12.0, 164.0)?;
    pen.centred("Certificate of Instructor Training", Cut::Regular, 28.0, 214.0)?;
    pen.centred("This is to certify that", Cut::Regular, 13.0, 252.0)?;
    pen.centred(name, Cut::Bold, 30.0, 300.0)?;
    for (line, top) in wrapped(STATEMENT, 15.0).into_iter().zip([340.0, 362.0, 384.0, 406.0]) {
        pen.centred(&line, Cut::Regular, 15.0, top)?;
    }
    for ((label, text), top) in lines.iter().zip([462.0, 500.0, 538.0]) {
        pen.line(label, text, top)?;
    }
    Ok(())
}

/// The text in lines no wider than the column.
fn wrapped(text: &str, size: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if Cut::Regular.width(&format!("{line} {word}"), size) <= COLUMN => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn colour([red, green, blue]: Ink) -> rgb::Color {
    rgb::Color::new(red, green, blue)
}

/// What draws.
struct Pen<'a> {
    surface: Surface<'a>,
}

impl Pen<'_> {
    fn ink(&mut self, ink: Ink) {
        self.surface.set_stroke(None);
        self.surface.set_fill(Some(Fill { paint: colour(ink).into(), ..Fill::default() }));
    }

    /// A rectangle so far from the page's edges.
    fn frame(&mut self, inset: f32, width: f32) -> Result<(), Error> {
        let rect = Rect::from_xywh(inset, inset, WIDTH - 2.0 * inset, HEIGHT - 2.0 * inset);
        let mut path = PathBuilder::new();
        path.push_rect(rect.ok_or_else(|| Error::Document("frame".to_owned()))?);
        self.surface.set_fill(None);
        self.surface.set_stroke(Some(Stroke { paint: colour(BLUE).into(), width, ..Stroke::default() }));
        let path = path.finish().ok_or_else(|| Error::Document("frame".to_owned()))?;
        self.surface.draw_path(&path);
        Ok(())
    }

    /// The mark: a disc with a letter in it.
    fn mark(&mut self, x: f32, y: f32, radius: f32) -> Result<(), Error> {
        // A circle of four curves.
        let k = radius * 0.552_284_8;
        let mut path = PathBuilder::new();
        path.move_to(x + radius, y);
        path.cubic_to(x + radius, y + k, x + k, y + radius, x, y + radius);
        path.cubic_to(x - k, y + radius, x - radius, y + k, x - radius, y);
        path.cubic_to(x - radius, y - k, x - k, y - radius, x, y - radius);
        path.cubic_to(x + k, y - radius, x + radius, y - k, x + radius, y);
        path.close();
        self.ink(BLUE);
        let path = path.finish().ok_or_else(|| Error::Document("mark".to_owned()))?;
        self.surface.draw_path(&path);
        self.write("C", Cut::Bold, 46.0, x, y + 16.5, WHITE)
    }

    /// A line in the middle of the page; a long one is made smaller until it fits.
    fn centred(&mut self, text: &str, cut: Cut, size: f32, baseline: f32) -> Result<(), Error> {
        self.write(text, cut, fitting(text, cut, size, MEASURE), MIDDLE, baseline, DARK)
    }

    /// A label and a text beside it.
    fn line(&mut self, label: &str, text: &str, baseline: f32) -> Result<(), Error> {
        self.place(label, Cut::Regular, 11.0, 120.0, baseline, DARK)?;
        self.place(text, Cut::Bold, fitting(text, Cut::Bold, 15.0, 390.0), 280.0, baseline, DARK)
    }

    /// Text around the middle `x`.
    fn write(&mut self, text: &str, cut: Cut, size: f32, x: f32, baseline: f32, ink: Ink) -> Result<(), Error> {
        self.place(text, cut, size, x - cut.width(text, size) / 2.0, baseline, ink)
    }

    /// Text from `x` on.
    fn place(&mut self, text: &str, cut: Cut, size: f32, x: f32, baseline: f32, ink: Ink) -> Result<(), Error> {
        let font = Font::new(cut.file().into(), 0).ok_or_else(|| Error::Document("font".to_owned()))?;
        self.ink(ink);
        self.surface.draw_text(Point::from_xy(x, baseline), font, size, text, false, TextDirection::Auto);
        Ok(())
    }
}

/// The size, or a smaller one in which the text is no wider than `measure`.
fn fitting(text: &str, cut: Cut, size: f32, measure: f32) -> f32 {
    let width = cut.width(text, size);
    if width > measure { size * measure / width } else { size }
}
