//! `param`: constants given on the command line.

use crate::diag::{Code, Diagnostic, nearest};
use crate::plan::{Expr, Param, Value};
use crate::schema::Type;
use crate::source::Span;

use super::checker::Checker;
use super::scope::Scope;
use super::typed::literal;
use super::types::{self, Misfit};

/// What the command line adds to a program.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// `--param NAME=VALUE`, as text.
    pub params: Vec<(String, String)>,
}

impl<'a> Checker<'a, '_> {
    /// Gives every `param` its value: the one given, else its default.
    pub(super) fn read_params(&mut self, settings: &Settings) {
        let params = &self.items.params;
        for param in params {
            let ty = match types::named(&param.ty) {
                Ok(ty) => ty,
                Err(near) => {
                    let finding = Diagnostic::new(
                        Code::UNKNOWN_TYPE,
                        param.ty.span,
                        format!("`{}` is no type of the language", param.ty.name.text),
                    );
                    self.report(match near {
                        Some(near) => finding.meant(param.ty.name.span, near),
                        None => finding,
                    });
                    Type::Error
                }
            };
            let name = param.name.text.clone();
            let given = settings.params.iter().rev().find(|(n, _)| *n == name).map(|(_, v)| v.as_str());
            let value = match (given, &param.default) {
                (Some(text), _) => self.given(text, &ty, &name, param.span),
                (None, Some(default)) => {
                    let value = self.expr(&Scope::default(), default);
                    self.default(value, &ty)
                }
                (None, None) => {
                    self.report(
                        Diagnostic::new(Code::BAD_LITERAL, param.span, format!("`param {name}` has no value"))
                            .help(format!("give it one: `--param {name}=VALUE`"))
                            .help(format!("or a default: `param {name} {} = …`", self.text(param.ty.span))),
                    );
                    // A run has a value for it, or does not begin.
                    Expr { ty, nullable: false, ..Expr::error(param.span) }
                }
            };
            self.params.push(Param { name, value });
        }
        for (name, _) in &settings.params {
            if !params.iter().any(|p| p.name.text == *name) {
                let at = params.first().map(|p| p.span).or(self.items.from.map(|f| f.span)).unwrap_or_default();
                let finding = Diagnostic::new(
                    Code::UNKNOWN_NAME,
                    at,
                    format!("`--param {name}` names no `param` of the program"),
                );
                let near = nearest(name, params.iter().map(|p| p.name.text.as_str()));
                self.report(match near {
                    Some(near) => finding.help(format!("did you mean `--param {near}=…`?")),
                    None => finding.help(format!("declare it: `param {name} text`")),
                });
            }
        }
    }

    fn default(&mut self, value: Expr, ty: &Type) -> Expr {
        if value.ty == Type::Error {
            return value;
        }
        let span = value.span;
        let Some(constant) = value.literal() else {
            self.find(Code::BAD_LITERAL, span, "the default of a param must be a literal");
            return Expr::error(span);
        };
        match types::constant(constant, ty) {
            Ok(constant) => literal(constant, ty.clone(), span),
            Err(misfit) => {
                self.misfit_param(&misfit, self.text(span).to_owned(), ty, span);
                Expr::error(span)
            }
        }
    }

    fn given(&mut self, text: &str, ty: &Type, name: &str, span: Span) -> Expr {
        let value = match ty {
            Type::Bool => text.parse().map(Value::Bool).ok(),
            Type::Int { .. } => text.parse().map(Value::Int).ok(),
            Type::Decimal { .. } => {
                let digits = text.trim_start_matches('-').replacen('.', "", 1);
                let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
                plain.then(|| Value::Decimal(text.to_owned()))
            }
            Type::Float32 | Type::Float64 => {
                text.parse::<f64>().ok().filter(|n| n.is_finite()).map(|_| Value::Float(text.to_owned()))
            }
            _ => Some(Value::Text(text.to_owned())),
        };
        let fitted = value.ok_or(Misfit::Kind(None)).and_then(|v| types::constant(&v, ty));
        match fitted {
            Ok(value) => literal(value, ty.clone(), span),
            Err(misfit) => {
                self.misfit_param(&misfit, format!("--param {name}={text}"), ty, span);
                Expr::error(span)
            }
        }
    }

    fn misfit_param(&mut self, misfit: &Misfit, shown: String, ty: &Type, span: Span) {
        let mut finding = Diagnostic::new(Code::BAD_LITERAL, span, format!("`{shown}` is no {}", ty.said()));
        match misfit {
            Misfit::Kind(Some(way)) => finding = finding.help(format!("write `{way}`")),
            Misfit::Kind(None) => {}
            Misfit::Value(why, help) => {
                finding = finding.here(why.clone());
                if let Some(help) = help {
                    finding = finding.help(help.clone());
                }
            }
        }
        self.report(finding);
    }
}
