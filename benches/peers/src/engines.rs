//! The engines, each set up once with the rules. Each returns the grades of all rules, from 3 for outstanding to 0.

use std::sync::Arc;

use casegrade::engine;
use casegrade::judgement::Judgements;
use casegrade::review::{Facts, Review};
use casegrade::rubric::Rubric;
use casegrade::text::Mask;
use casegrade::wording;
use cel::{Context, Env, Program};
use regorus::Engine;

use crate::input::{KINDS, Rule};

/// casegrade: grades with a sentence for every cause of every rule. Returns how many sentences there were, too.
pub fn casegrade(rubric: &Rubric, facts: &Facts<'_>) -> (Vec<i64>, usize) {
    let mask = Mask::default();
    let graded = engine::grade(rubric, facts, &Judgements::default());
    let mut sentences = 0;
    let results = graded.criteria.iter().flat_map(|criterion| &criterion.rules);
    let grades = rubric.rules().zip(results).map(|(rule, result)| {
        sentences += wording::reasons(rule, result, facts, None, &mask).len();
        result.judged.as_ref().map_or(0, |judged| i64::from(judged.range.floor.rank()))
    });
    (grades.collect(), sentences)
}

pub fn typed(json: &str) -> Review {
    serde_json::from_str(json).expect("the review is sound")
}

/// Microsoft's regorus: one package of Rego.
pub struct Rego(Engine);

impl Rego {
    pub fn new(rules: &[Rule]) -> Self {
        let mut policy = String::from(
            "package peers\nimport rego.v1\n\
             band(m, n, good, adequate) := 3 if { n > 0; m == n }\n\
             else := 2 if { n > 0; m * 100 >= n * good }\n\
             else := 1 if { n > 0; m * 100 >= n * adequate }\n\
             else := 0\n\
             event_agencies contains x.agency if some x in input.events\n\
             finding_events contains y if { some x in input.findings; some y in x.events }\n\
             addressed contains y if { some x in input.actions; some y in x.addresses }\n",
        );
        for (at, rule) in rules.iter().enumerate() {
            let kind = &KINDS[rule.kind];
            let (list, (which, what)) = (kind.list, kind.rego);
            policy += &format!(
                "r[{at}] := band(count([1 | some x in input.{list}; {which}; {what}]), count([1 | some x in input.{list}; {which}]), {}, {})\n",
                rule.good, rule.adequate
            );
        }
        let mut engine = Engine::new();
        engine.add_policy("peers.rego".to_owned(), policy).expect("the policy is sound");
        Rego(engine)
    }

    pub fn grade(&mut self, review: regorus::Value) -> regorus::Value {
        self.0.set_input(review);
        self.0.eval_rule("data.peers.r".to_owned()).expect("the policy is sound")
    }

    pub fn grades(&mut self, review: regorus::Value, count: usize) -> Vec<i64> {
        let result = self.grade(review);
        (0..count).map(|at| result[at as u64].as_i64().expect("it is a number")).collect()
    }
}

pub fn rego_review(json: &str) -> regorus::Value {
    regorus::Value::from_json_str(json).expect("it is JSON")
}

/// The Common Expression Language: two programs a rule, and the band in Rust, as CEL has no names for values.
pub struct Cel {
    env: Arc<Env>,
    programs: Vec<(Program, Program, Rule)>,
}

impl Cel {
    pub fn new(rules: &[Rule]) -> Self {
        let env = Arc::new(Env::stdlib());
        let programs = rules.iter().map(|rule| {
            let kind = &KINDS[rule.kind];
            let (list, (which, what)) = (kind.list, kind.cel);
            let all =
                if which == "true" { format!("size({list})") } else { format!("size({list}.filter(x, {which}))") };
            let met = if which == "true" { what.to_owned() } else { format!("{which} && {what}") };
            let compile = |text: &str| env.compile(text).expect("the expression is sound");
            (compile(&all), compile(&format!("size({list}.filter(x, {met}))")), *rule)
        });
        Cel { programs: programs.collect(), env: Arc::clone(&env) }
    }

    pub fn context(&self, json: &serde_json::Value) -> Context<'static, 'static> {
        let mut context = Context::with_env(Arc::clone(&self.env));
        for list in ["agencies", "events", "findings", "actions"] {
            context.add_variable(list, &json[list]).expect("it can be converted");
        }
        context
    }

    pub fn grades(&self, context: &Context<'_, '_>) -> Vec<i64> {
        let count = |program: &Program| match program.execute(context) {
            Ok(cel::Value::Int(count)) => usize::try_from(count).expect("it is a count"),
            Ok(cel::Value::UInt(count)) => usize::try_from(count).expect("it is a count"),
            other => panic!("no count: {other:?}"),
        };
        self.programs.iter().map(|(all, met, rule)| crate::by_hand::band(count(met), count(all), rule)).collect()
    }
}
