//! GoRules ZEN.

use zen_engine::model::{DecisionContent, GraphContent};
use zen_engine::{Decision, DecisionEngine, Variable};

use crate::input::{KINDS, Rule};

/// GoRules ZEN: one expression node.
pub struct Zen(Decision);

impl Zen {
    pub fn new(rules: &[Rule]) -> Self {
        let mut expressions = vec![
            ("event_agencies".to_owned(), "map(events, #.agency)".to_owned()),
            ("finding_events".to_owned(), "flatMap(findings, #.events)".to_owned()),
            ("addressed".to_owned(), "flatMap(actions, #.addresses)".to_owned()),
        ];
        for (at, rule) in rules.iter().enumerate() {
            let kind = &KINDS[rule.kind];
            let (list, (which, what)) = (kind.list, kind.zen);
            let all = if which == "true" { format!("len({list})") } else { format!("count({list}, {which})") };
            let met = if which == "true" {
                format!("count({list}, {what})")
            } else {
                format!("count({list}, {which} and {what})")
            };
            expressions.push((format!("n{at}"), all));
            expressions.push((format!("m{at}"), met));
            let (m, n) = (format!("$.m{at}"), format!("$.n{at}"));
            expressions.push((
                format!("r{at}"),
                format!(
                    "{n} == 0 ? 0 : {m} == {n} ? 3 : {m} * 100 >= {n} * {} ? 2 : {m} * 100 >= {n} * {} ? 1 : 0",
                    rule.good, rule.adequate
                ),
            ));
        }
        let expressions: Vec<_> = expressions
            .iter()
            .map(|(key, value)| serde_json::json!({ "id": key, "key": key, "value": value }))
            .collect();
        let node = |id: &str, kind: &str, content: serde_json::Value| serde_json::json!({ "id": id, "name": id, "type": kind, "content": content });
        let edge = |from: &str, to: &str| serde_json::json!({ "id": format!("{from}{to}"), "sourceId": from, "targetId": to, "type": "edge" });
        let graph = serde_json::json!({
            "nodes": [
                node("in", "inputNode", serde_json::json!({})),
                node("rules", "expressionNode", serde_json::json!({ "expressions": expressions })),
                node("out", "outputNode", serde_json::json!({})),
            ],
            "edges": [edge("in", "rules"), edge("rules", "out")],
        });
        let mut content: GraphContent = serde_json::from_value(graph).expect("the graph is sound");
        content.compile();
        Zen(DecisionEngine::default()
            .create_decision(DecisionContent::from(content).into())
            .expect("the graph is sound"))
    }

    pub fn grade(&self, review: Variable) -> Variable {
        futures::executor::block_on(self.0.evaluate(review)).expect("the rules are sound").result
    }

    pub fn grades(&self, review: Variable, count: usize) -> Vec<i64> {
        let result = self.grade(review).to_value();
        (0..count).map(|at| result[format!("r{at}")].as_f64().expect("it is a number") as i64).collect()
    }
}

pub fn zen_review(json: &str) -> Variable {
    serde_json::from_str(json).expect("it is JSON")
}
