//! What API Gateway does to a request on its way.

use crate::support::TestApp;

#[tokio::test]
async fn what_no_route_takes_gets_the_page_for_it() {
    let app = TestApp::start().await;
    let page = app.get("/no/such/page/").await.expect_status(404);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
}

/// API Gateway hands paths on decoded: letters arrive that no URL may hold.
#[tokio::test]
async fn a_path_with_odd_letters_is_no_fault() {
    let app = TestApp::start().await;
    for path in
        ["/no/such%20page/", "/no/%C3%A9t%C3%A9/", "/no/%22%3Cb%3E%5B%5D%7B%7D%7C%5C%5E%60/", "/no/%23/", "/no/%25/", "/no/%0A/"]
    {
        let answer = app.get(path).await;
        assert_eq!(answer.status, 404, "{path}: {}", answer.text);
    }
}
