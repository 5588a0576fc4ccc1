//! The addresses of organizations, whose domains may hold whatever addresses hold (pages-business.md 0.9).

use percent_encoding::percent_decode_str;
use shared::record::organization_url;

use super::{LIST, world};

/// An organization that every AMY has, and its page as AMY has always linked to it.
const LESSONS: &str = "/fiscal/organization/carpentries.org%252Fcommunity-lessons%252F/";
const LABEL: &str = "Collaborative Lesson Development Training <carpentries.org/community-lessons/>";

#[tokio::test]
async fn org_03_every_domain_leads_to_its_page_and_its_form() {
    let w = world().await;
    assert_eq!(organization_url("carpentries.org/community-lessons/"), LESSONS);
    for (n, domain) in [
        "example.org/?query",
        "example.org:80/path/?a=b&c=d",
        "user:password@example.org/path",
        "münchen.example/straße",
        "example.org/a%20b%2Fc",
        "example.org/edit/",
        "example.org/a+b",
    ]
    .into_iter()
    .enumerate()
    {
        w.app.organization(domain, &format!("Institute {n}")).await;
        let url = organization_url(domain);
        assert_eq!(url.matches('/').count(), 4, "{url} holds one segment");
        let page = w.open(&url).await;
        assert!(page.says(&format!("Institute {n} <{domain}>")), "{domain}: {}", page.visible());
        assert!(page.links().contains(&format!("{url}edit/")), "{domain}: {:?}", page.links());
        let form = w.open(&format!("{url}edit/")).await.form("main-form");
        assert_eq!((form.action.as_str(), form.value("domain")), (format!("{url}edit/").as_str(), domain));
        assert_eq!(form.send(&w.app).as_user(&w.admin).await.expect_redirect(), url);
    }
    let page = w.open(&format!("{LIST}?items_per_page=all")).await;
    for domain in ["carpentries.org/community-lessons/", "example.org/?query"] {
        assert!(page.links().contains(&organization_url(domain)), "{:?}", page.links());
    }
}

/// Slashes that were encoded once arrive as slashes, and those that nobody encoded as well.
#[tokio::test]
async fn org_03_older_spellings_of_an_address_lead_to_the_page() {
    let w = world().await;
    assert!(w.open(LESSONS).await.says(LABEL));
    for (asked, leads_to) in [
        ("/fiscal/organization/carpentries.org%2Fcommunity-lessons%2F/", LESSONS.to_owned()),
        ("/fiscal/organization/carpentries.org/community-lessons//", LESSONS.to_owned()),
        ("/fiscal/organization/carpentries.org%2Fcommunity-lessons%2F/?c=7", format!("{LESSONS}?c=7")),
        ("/fiscal/organization/carpentries.org%2Fcommunity-lessons%2F/edit/", format!("{LESSONS}edit/")),
        // The final slash of the path alone lacks.
        ("/fiscal/organization/carpentries.org%252Fcommunity-lessons%252F", LESSONS.to_owned()),
        ("/fiscal/organization/carpentries.org%252Fcommunity-lessons%252F/edit", format!("{LESSONS}edit/")),
    ] {
        let answer = w.app.get(asked).as_user(&w.admin).await.expect_status(301);
        assert_eq!(answer.header("location"), leads_to, "{asked}");
        w.open(&leads_to).await;
    }
    // What is no slash may be spelled in any way.
    w.app.organization("example.org:80", "Example").await;
    for address in ["example.org:80", "example.org%3A80", "example.org%253A80", "ex%61mple.org:80"] {
        let page = w.open(&format!("/fiscal/organization/{address}/")).await;
        assert!(page.says("Example <example.org:80>"), "{address}");
    }
    // A form is not redirected: it would be lost.
    let sent = w.app.post("/fiscal/organization/carpentries.org%2Fcommunity-lessons%2F/delete/", &[]).as_user(&w.admin).await;
    assert_eq!(sent.status, 404);
}

/// Whoever is sent elsewhere first gets back to the very page.
#[tokio::test]
async fn org_03_the_way_back_keeps_the_encoding() {
    let w = world().await;
    w.app.organization("example.org/?query", "Example").await;
    for here in [LESSONS.to_owned(), organization_url("example.org/?query"), format!("{LESSONS}edit/")] {
        let to = w.app.get(&here).await.expect_redirect();
        let next = to.strip_prefix("/account/login/?next=").unwrap();
        assert_eq!(percent_decode_str(next).decode_utf8().unwrap(), here);
    }
    w.app.sign_in(&w.admin).await;
    w.app.ask_again(w.admin.id).await;
    let to = w.app.get(LESSONS).as_user(&w.admin).await.expect_redirect();
    let next = to.strip_prefix("/terms/action_required/?next=").unwrap();
    assert_eq!(percent_decode_str(next).decode_utf8().unwrap(), LESSONS);
    w.app.agree(w.admin.id).await;
    let form = w.open(LESSONS).await.form_to("/comments/post/").fill("comment", "Hello");
    let to = form.send(&w.app).as_user(&w.admin).await.expect_redirect();
    assert!(to.starts_with(&format!("{LESSONS}?c=")), "{to}");
    let page = w.open(to.split('#').next().unwrap()).await;
    assert!(page.says(LABEL) && page.says("Hello"), "{}", page.visible());
    // The search finds it, and there is a single result.
    let found = w.app.get("/dashboard/admin/search/?term=community-lessons&no_redirect=on").as_user(&w.admin).await.expect_page();
    assert!(found.links().contains(&LESSONS.to_owned()), "{:?}", found.links());
}

#[tokio::test]
async fn org_03_what_is_no_domain_is_not_found() {
    let w = world().await;
    for domain in ["nowhere.example", "lu.se%252F", "%00", "%2500", "%25FF", "%FF", "%", "%2F", "..", "LU.SE"] {
        for ending in ["", "edit/"] {
            let answer = w.app.get(&format!("/fiscal/organization/{domain}/{ending}")).as_user(&w.admin).await;
            assert_eq!(answer.status, 404, "{domain}/{ending}: {}", answer.visible());
        }
        w.app.post(&format!("/fiscal/organization/{domain}/delete/"), &[]).as_user(&w.admin).await.expect_status(404);
    }
}
