//! Reading the routes of the HTTP API out of template.yaml.

use anyhow::{Context, Result, bail, ensure};
use saphyr::{LoadableYamlNode, Yaml};

use super::routes::{Route, Routes};

/// What template.yaml declares.
#[derive(Debug)]
pub struct Declared {
    /// Every route with its function.
    pub routes: Routes,
    /// The functions that have at least one route, in the template's order.
    pub functions: Vec<String>,
}

/// Reads every `AWS::Serverless::Function` with events of the type `HttpApi`.
///
/// CloudFormation's tags (`!Ref`, `!Sub` …) may stand anywhere but in a route's path and method.
pub fn read(template: &str) -> Result<Declared> {
    let documents = Yaml::load_from_str(template).context("template.yaml is no valid YAML")?;
    let resources = documents.first().and_then(|document| document.as_mapping_get("Resources")).and_then(Yaml::as_mapping);
    let resources = resources.context("template.yaml has no Resources")?;
    let (mut routes, mut functions) = (Vec::new(), Vec::new());
    for (id, resource) in resources {
        let id = id.as_str().context("a resource of template.yaml has no name")?;
        if resource.as_mapping_get("Type").and_then(Yaml::as_str) != Some("AWS::Serverless::Function") {
            continue;
        }
        let Some(properties) = resource.as_mapping_get("Properties") else { continue };
        let Some(events) = properties.as_mapping_get("Events").and_then(Yaml::as_mapping) else { continue };
        let name = function_name(id, properties);
        let before = routes.len();
        for (event, declared) in events {
            if declared.as_mapping_get("Type").and_then(Yaml::as_str) == Some("HttpApi") {
                let event = event.as_str().unwrap_or_default();
                routes.push(route(&name, declared).with_context(|| format!("template.yaml: {id}, event {event}"))?);
            }
        }
        if routes.len() > before {
            functions.push(name);
        }
    }
    ensure!(!routes.is_empty(), "template.yaml declares no HttpApi event");
    Ok(Declared { routes: Routes::new(routes), functions })
}

/// The function's name in the workspace: the last folder of its `CodeUri`, else its id without `Function`, in snake case.
fn function_name(id: &str, properties: &Yaml<'_>) -> String {
    let code = properties.as_mapping_get("CodeUri").and_then(Yaml::as_str).unwrap_or_default();
    match code.trim_end_matches('/').rsplit('/').next() {
        Some(folder) if !matches!(folder, "" | "." | "..") => folder.to_owned(),
        _ => snake_case(id.strip_suffix("Function").unwrap_or(id)),
    }
}

/// `MailFeedback` becomes `mail_feedback`.
fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

/// One event's route. An event without path and method is the `$default` route, as in SAM.
fn route(function: &str, declared: &Yaml<'_>) -> Result<Route> {
    let property = |name: &str| declared.as_mapping_get("Properties").and_then(|properties| properties.as_mapping_get(name));
    let (Some(path), method) = (property("Path"), property("Method")) else {
        return Ok(Route::fallback(function));
    };
    let path = path.as_str().context("Path must be plain text")?;
    if path == "$default" {
        return Ok(Route::fallback(function));
    }
    let method = match method {
        None => "ANY",
        Some(method) => method.as_str().context("Method must be plain text")?,
    };
    if !path.starts_with('/') {
        bail!("Path {path} must begin with a slash");
    }
    Route::new(function, method, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = r"
AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Parameters: {Stage: {Type: String}}
Conditions:
  HasDomain: !Not [!Equals [!Ref Domain, '']]
Globals: {Function: {Runtime: provided.al2023}}
Resources:
  Api:
    Type: AWS::Serverless::HttpApi
    Properties: {Domain: !If [HasDomain, {DomainName: !Ref Domain}, !Ref AWS::NoValue]}
  AccountsFunction:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: target/lambda/accounts/
      Role: !GetAtt Role.Arn
      Environment: {Variables: {TABLE: !Ref Table, NAME: !Sub '${Stage}-x'}}
      Events:
        Login: {Type: HttpApi, Properties: {ApiId: !Ref Api, Path: /account/login, Method: GET}}
        All:
          Type: HttpApi
          Properties:
            ApiId: !Ref Api
            Path: /account/{proxy+}
            Method: any
        Nightly: {Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 minute)}}
  Dashboard:
    Type: AWS::Serverless::Function
    Properties: {CodeUri: ., Events: {Rest: {Type: HttpApi}}}
  MailFeedbackFunction:
    Type: AWS::Serverless::Function
    Properties: {CodeUri: target/lambda/mail_feedback/}
";

    #[test]
    fn routes_are_read_past_cloudformations_tags() {
        let declared = read(TEMPLATE).unwrap();
        assert_eq!(declared.functions, ["accounts", "dashboard"]);
        let found = |method, path: &str| declared.routes.find(method, path).unwrap().route.key.clone();
        assert_eq!(found("GET", "/account/login"), "GET /account/login");
        assert_eq!(found("POST", "/account/login"), "ANY /account/{proxy+}");
        assert_eq!(found("POST", "/elsewhere"), "$default");
    }

    #[test]
    fn mistakes_are_named() {
        let wrong = TEMPLATE.replace("Path: /account/login,", "Path: !Sub '/x',");
        let why = format!("{:#}", read(&wrong).unwrap_err());
        assert!(why.contains("AccountsFunction, event Login"), "{why}");
        assert!(read("Resources: {}").is_err());
        assert!(read("- ][").is_err());
    }

    #[test]
    fn names_are_those_of_the_workspace() {
        assert_eq!(snake_case("MailFeedback"), "mail_feedback");
    }
}
