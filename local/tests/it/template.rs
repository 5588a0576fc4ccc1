//! template.yaml sends every route of every function to that function.

use local::amy::functions;
use local::gateway::read_template;
use local::project::Project;

#[test]
fn every_route_reaches_its_function() {
    let template = std::fs::read_to_string(Project::find().unwrap().join("template.yaml")).unwrap();
    let declared = read_template(&template).unwrap();
    for (name, routes) in functions() {
        for route in routes.iter() {
            // Any value will do for a parameter.
            let path = route.path.replace(['{', '}'], "");
            let found = declared.routes.find(route.method.as_str(), &path);
            let function = found.map(|found| found.route.function.clone());
            assert_eq!(function.as_deref(), Some(name), "{} {}", route.method, route.path);
        }
    }
}

#[test]
fn every_function_of_the_template_is_hosted() {
    let template = std::fs::read_to_string(Project::find().unwrap().join("template.yaml")).unwrap();
    let hosted: Vec<_> = functions().iter().map(|(name, _)| *name).collect();
    assert_eq!(read_template(&template).unwrap().functions, hosted);
}
