//! The app's one page, with the head and the body of a public page put into it.
use std::sync::LazyLock;

use minijinja::{Environment, Value, context};
use serde_json::{Map, Value as Json};

use crate::kernel::{Problem, problem::INTERNAL, state::Settings};

const TITLE: &str = "<title>Terang</title>";
const ROOT: &str = "<div id=\"root\"></div>";
const OPENING: &str = "<html lang=\"id\"";

/// Templates escape by themselves: their names end in html or xml.
static TEMPLATES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    for (name, text) in [
        ("head.html", include_str!("templates/head.html")),
        ("frame.html", include_str!("templates/frame.html")),
        ("timetable.html", include_str!("templates/timetable.html")),
        ("vacancy.html", include_str!("templates/vacancy.html")),
        ("round.html", include_str!("templates/round.html")),
        ("home.html", include_str!("templates/home.html")),
        ("search.html", include_str!("templates/search.html")),
        ("announcement.html", include_str!("templates/announcement.html")),
        ("plain.html", include_str!("templates/plain.html")),
        ("urls.xml", include_str!("templates/urls.xml")),
        ("index.xml", include_str!("templates/index.xml")),
    ] {
        // A template that is wrong shows when it is rendered; the tests render each.
        let _known = environment.add_template(name, text);
    }
    environment
});

/// Renders one of the templates.
pub fn render(name: &str, values: Value) -> Result<String, Problem> {
    let rendered = TEMPLATES.get_template(name).and_then(|template| template.render(values));
    rendered.map_err(|error| Problem::new(&INTERNAL).inside(error))
}

/// A public page before the app takes its place.
pub struct Page {
    pub title: String,
    pub description: String,
    /// Its one address.
    pub path: String,
    /// What it is, for machines (schema.org).
    pub json_ld: Option<Json>,
    /// The API's answers that the app would ask for first, by the keys under which it keeps them.
    pub answers: Map<String, Json>,
    /// The HTML inside the root element.
    pub body: String,
}

/// `index.html`, cut where a page goes.
pub struct Shell {
    before_head: String,
    before_root: String,
    after_root: String,
}

impl Shell {
    pub fn of(html: &str) -> Result<Self, String> {
        let wrong = |what: &str| format!("the app's index.html has no {what}");
        let (before_head, rest) = html.split_once(TITLE).ok_or_else(|| wrong(TITLE))?;
        let (before_root, after_root) = rest.split_once(ROOT).ok_or_else(|| wrong(ROOT))?;
        if !before_head.contains(OPENING) {
            return Err(wrong(OPENING));
        }
        let own = str::to_owned;
        Ok(Self { before_head: own(before_head), before_root: own(before_root), after_root: own(after_root) })
    }

    /// The whole HTML; without a page it is the empty shell.
    pub fn with(&self, page: Option<&Page>, settings: &Settings) -> String {
        let mut before_head = self.before_head.clone();
        if settings.demo {
            // Lets the app draw its bar of made-up data at once instead of pushing the page down later.
            before_head = before_head.replacen(OPENING, &format!("{OPENING} data-demo"), 1);
        }
        let written = page.and_then(|page| Some((head(page, settings).ok()?, page)));
        match written {
            None => format!("{before_head}{TITLE}{}{ROOT}{}", self.before_root, self.after_root),
            Some((head, page)) => {
                let answers = Json::Object(page.answers.clone());
                format!(
                    "{before_head}{head}{}<div id=\"root\">{}</div>\n\
                     <script type=\"application/json\" id=\"first-answers\">{}</script>{}",
                    self.before_root,
                    page.body,
                    in_script(&answers),
                    self.after_root,
                )
            }
        }
    }
}

fn head(page: &Page, settings: &Settings) -> Result<String, Problem> {
    let title = format!("{} · Terang", page.title);
    render(
        "head.html",
        context! {
            title => if settings.demo { format!("DATA REKAAN: {title}") } else { title },
            description => &page.description,
            address => Value::from_safe_string(format!("{}{}", settings.public_address, page.path)),
            json_ld => page.json_ld.as_ref().map(|data| Value::from_safe_string(in_script(data))),
        },
    )
}

/// JSON that may stand inside a script element: nothing in it can end the element or begin a comment.
fn in_script(data: &Json) -> String {
    data.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// The body of a page inside the app's frame.
pub fn framed(template: &str, settings: &Settings, values: Value) -> Result<String, Problem> {
    render(template, context! { demo => settings.demo, ..values })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Shell, in_script};

    #[test]
    fn data_cannot_leave_its_script() {
        let data = json!({"a": "</script><script>alert(1)</script><!-- &"});
        let text = in_script(&data);
        assert!(!text.contains(['<', '>', '&']), "{text}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), data);
    }

    #[test]
    fn a_shell_without_a_root_is_refused_at_the_start() {
        assert!(Shell::of("<html lang=\"id\"><title>Terang</title>").is_err());
    }
}
