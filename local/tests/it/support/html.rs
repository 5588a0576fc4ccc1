//! HTML as a browser reads it, as far as tests care: tags with their attributes, the text of an element, forms.

use super::answer::Answer;
use super::app::TestApp;
use super::request::Request;

/// Elements that have no end.
const VOID: [&str; 8] = ["area", "br", "hr", "img", "input", "link", "meta", "source"];

/// One tag of a page.
#[derive(Debug, Clone)]
pub(crate) struct Tag {
    /// Its name, such as `a`.
    pub(crate) name: String,
    /// Whether it ends an element.
    pub(crate) is_end: bool,
    /// Its attributes; one without a value has an empty one.
    pub(crate) attributes: Vec<(String, String)>,
    /// What follows it on the page.
    after: usize,
    /// Where it begins on the page.
    at: usize,
}

impl Tag {
    /// The value of an attribute, if it is there.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// All tags of a page in order; what scripts and styles hold is no tag.
pub(crate) fn tags(html: &str) -> Vec<Tag> {
    let (mut tags, mut at) = (Vec::new(), 0);
    while let Some(found) = html[at..].find('<') {
        at += found;
        let Some(tag) = tag(html, at) else {
            at += 1;
            continue;
        };
        at = tag.after;
        if !tag.is_end && ["script", "style", "textarea"].contains(&tag.name.as_str()) {
            at += html[at..].find(&format!("</{}", tag.name)).unwrap_or(html.len() - at);
        }
        tags.push(tag);
    }
    tags
}

/// Where the links in a piece of HTML lead.
pub(crate) fn links(html: &str) -> Vec<String> {
    let tags = tags(html);
    tags.iter().filter(|tag| tag.name == "a").filter_map(|tag| tag.attribute("href")).map(str::to_owned).collect()
}

/// The tag that begins at `at`.
fn tag(html: &str, at: usize) -> Option<Tag> {
    let text = &html[at + 1..];
    let is_end = text.starts_with('/');
    let text = text.strip_prefix('/').unwrap_or(text);
    let name: String = text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    if name.is_empty() {
        return None;
    }
    let mut rest = &text[name.len()..];
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start();
        if let Some(end) = rest.strip_prefix('>') {
            return Some(Tag { name, is_end, attributes, after: html.len() - end.len(), at });
        }
        let length = rest.find(|c: char| c == '=' || c == '>' || c.is_whitespace())?;
        let attribute = rest[..length].to_owned();
        rest = &rest[length..];
        let value = match rest.strip_prefix("=\"") {
            Some(quoted) => {
                let (value, after) = quoted.split_once('"')?;
                rest = after;
                plain(value)
            }
            None => String::new(),
        };
        attributes.push((attribute, value));
    }
}

/// Text with its entities resolved.
pub(super) fn plain(text: &str) -> String {
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    entities.iter().fold(text.to_owned(), |text, (entity, letter)| text.replace(entity, letter))
}

/// What a form on a page holds, to be changed and sent.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    /// Where it is sent.
    pub(crate) action: String,
    /// Its values in order.
    pub(crate) values: Vec<(String, String)>,
    /// The names of all its fields, also of those that hold nothing.
    pub(crate) names: Vec<String>,
}

impl Form {
    /// Fills a field in, instead of what it holds.
    #[track_caller]
    pub(crate) fn fill(self, name: &str, value: &str) -> Self {
        self.choose(name, &[value])
    }

    /// Chooses these values of a field, instead of those that it holds.
    #[track_caller]
    pub(crate) fn choose(mut self, name: &str, values: &[&str]) -> Self {
        assert!(self.names.iter().any(|known| known == name), "the form has no field “{name}”: {:?}", self.names);
        self.values.retain(|(known, _)| known != name);
        self.values.extend(values.iter().map(|value| (name.to_owned(), (*value).to_owned())));
        self
    }

    /// Presses a button inside the form, which sends its name and value along.
    pub(crate) fn press(mut self, name: &str, value: &str) -> Self {
        self.values.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Whether the form asks for this.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    /// What a field holds; empty for nothing.
    pub(crate) fn value(&self, name: &str) -> &str {
        self.values(name).first().copied().unwrap_or_default()
    }

    /// Everything that a field holds.
    pub(crate) fn values(&self, name: &str) -> Vec<&str> {
        self.values.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect()
    }

    /// All values in order, as they are sent.
    pub(crate) fn pairs(&self) -> Vec<(&str, &str)> {
        self.values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }

    /// Sends it.
    pub(crate) fn send<'a>(&self, app: &'a TestApp) -> Request<'a> {
        app.post(&self.action, &self.pairs())
    }
}

impl Answer {
    /// The tags of the page.
    pub(crate) fn tags(&self) -> Vec<Tag> {
        tags(&self.text)
    }

    /// Where the page's links lead.
    pub(crate) fn links(&self) -> Vec<String> {
        links(&self.text)
    }

    /// The form with this id.
    #[track_caller]
    pub(crate) fn form(&self, id: &str) -> Form {
        self.find_form(|tag| tag.attribute("id") == Some(id)).unwrap_or_else(|| panic!("no form “{id}”: {}", self.visible()))
    }

    /// The first form that is sent to this address.
    #[track_caller]
    pub(crate) fn form_to(&self, action: &str) -> Form {
        let found = self.find_form(|tag| tag.attribute("action") == Some(action));
        found.unwrap_or_else(|| panic!("no form to “{action}”: {}", self.visible()))
    }

    fn find_form(&self, fits: impl Fn(&Tag) -> bool) -> Option<Form> {
        let tags = self.tags();
        let begin = tags.iter().position(|tag| tag.name == "form" && !tag.is_end && fits(tag))?;
        let mut form = Form { action: tags[begin].attribute("action")?.to_owned(), values: Vec::new(), names: Vec::new() };
        let (mut select, mut in_template) = (String::new(), false);
        for tag in tags[begin + 1..].iter().take_while(|tag| tag.name != "form") {
            in_template = if tag.name == "template" { !tag.is_end } else { in_template };
            if tag.is_end || in_template {
                continue;
            }
            let own = tag.attribute("name").unwrap_or_default();
            let value = tag.attribute("value").unwrap_or_default();
            let is_set = match (tag.name.as_str(), tag.attribute("type").unwrap_or_default()) {
                ("input", "checkbox" | "radio") => tag.attribute("checked").is_some(),
                ("input", _) | ("textarea", _) => true,
                ("select", _) => {
                    own.clone_into(&mut select);
                    form.names.push(own.to_owned());
                    continue;
                }
                ("option", _) => tag.attribute("selected").is_some(),
                _ => continue,
            };
            let name = if tag.name == "option" { select.clone() } else { own.to_owned() };
            if !form.names.contains(&name) {
                form.names.push(name.clone());
            }
            if is_set {
                let value = match tag.name.as_str() {
                    // The first line break belongs to the mark-up.
                    "textarea" => plain(self.inside(tag)).trim_start_matches('\n').to_owned(),
                    "input" if tag.attribute("type") == Some("checkbox") && value.is_empty() => "on".to_owned(),
                    _ => value.to_owned(),
                };
                form.values.push((name, value));
            }
        }
        Some(form)
    }

    /// What stands between a tag and the next end of its kind.
    fn inside(&self, tag: &Tag) -> &str {
        let rest = &self.text[tag.after..];
        &rest[..rest.find(&format!("</{}", tag.name)).unwrap_or(rest.len())]
    }

    /// The visible text of the element with this id; empty where there is none.
    pub(crate) fn text_of(&self, id: &str) -> String {
        let tags = self.tags();
        let Some(begin) = tags.iter().position(|tag| tag.attribute("id") == Some(id)) else { return String::new() };
        let name = &tags[begin].name;
        if VOID.contains(&name.as_str()) {
            return String::new();
        }
        let mut depth = 1;
        for tag in tags[begin + 1..].iter().filter(|tag| tag.name == *name) {
            depth = if tag.is_end { depth - 1 } else { depth + 1 };
            if depth == 0 {
                return super::answer::visible(&self.text[tags[begin].after..tag.at]);
            }
        }
        String::new()
    }

    /// What the page says is wrong with a field; empty where it is fine.
    pub(crate) fn error_at(&self, field: &str) -> String {
        self.text_of(&format!("id_{field}_error"))
    }
}
