//! The loop around the workspace: messages in, messages out, one after the other.

use std::collections::{HashSet, VecDeque};
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::thread;

use lsp_server::{Connection, ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::notification::{self as told, Notification as _};
use lsp_types::request::{self as asked, Request as _};
use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CompletionOptions, CompletionResponse,
    DidChangeWatchedFilesRegistrationOptions, DocumentSymbolResponse, ExecuteCommandOptions, FileSystemWatcher,
    FoldingRangeProviderCapability, GlobPattern, GotoDefinitionResponse, HoverProviderCapability, InitializeResult,
    OneOf, Position, PositionEncodingKind, PublishDiagnosticsParams, Range, Registration, RegistrationParams,
    RenameOptions, SemanticTokens, SemanticTokensFullOptions, SemanticTokensLegend, SemanticTokensOptions,
    SemanticTokensServerCapabilities, ServerCapabilities, ServerInfo, SignatureHelpOptions, TextDocumentSyncCapability,
    TextDocumentSyncKind, TextDocumentSyncOptions, TextEdit, Uri, WorkDoneProgressOptions,
};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::view::{View, path_from, uri_of};
use super::{Workspace, actions, complete, hints, hover, navigate, outline, rename, tokens, transport};
use crate::diag::Diagnostics;
use crate::fmt::{self, Unformatted};
use crate::plan;
use crate::source::FileId;
use crate::syntax::layout::{self, Layout};

/// Shows the plan of a program as text, or in the format named after the address: `mermaid`, `dot` or `json`.
const PLAN: &str = "mig.plan";

/// The text of a document as the server has it, to see whether both have the same.
const TEXT: &str = "mig/text";

/// Why the server stopped before it was told to.
#[derive(Debug, thiserror::Error)]
#[error("the editor went away: {0}")]
pub struct Gone(String);

/// Serves an editor on standard input and output until it says good-bye.
///
/// # Errors
/// When the editor goes away without a word.
pub fn serve() -> Result<(), Gone> {
    let (connection, threads) = transport::stdio();
    let served = run(&connection);
    // The threads end when the connection does.
    drop(connection);
    threads.join();
    served
}

fn run(connection: &Connection) -> Result<(), Gone> {
    let gone = |error: &dyn std::fmt::Display| Gone(error.to_string());
    let (id, params) = connection.initialize_start().map_err(|e| gone(&e))?;
    let watches = params.pointer("/capabilities/workspace/didChangeWatchedFiles/dynamicRegistration").cloned();
    let result = InitializeResult {
        capabilities: capabilities(),
        server_info: Some(ServerInfo { name: "migc".to_owned(), version: Some(env!("CARGO_PKG_VERSION").to_owned()) }),
    };
    let result = serde_json::to_value(result).map_err(|e| gone(&e))?;
    connection.initialize_finish(id, result).map_err(|e| gone(&e))?;
    // The connection hands over one message at a time; what waits behind it may take it back.
    let (sender, messages) = channel();
    let incoming = connection.receiver.clone();
    thread::spawn(move || incoming.into_iter().all(|message| sender.send(message).is_ok()));
    let mut server =
        Server { connection, messages, workspace: Workspace::default(), queue: VecDeque::new(), pending: false };
    if watches == Some(Value::Bool(true)) {
        server.watch();
    }
    server.run();
    Ok(())
}

fn capabilities() -> ServerCapabilities {
    let words = |all: &[&str]| Some(all.iter().map(|c| (*c).to_owned()).collect());
    ServerCapabilities {
        position_encoding: Some(PositionEncodingKind::UTF16),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            ..TextDocumentSyncOptions::default()
        })),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: words(&[".", ">", "\"", " "]),
            ..CompletionOptions::default()
        }),
        signature_help_provider: Some(SignatureHelpOptions {
            trigger_characters: words(&["(", ","]),
            ..SignatureHelpOptions::default()
        }),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        document_formatting_provider: Some(OneOf::Left(true)),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        inlay_hint_provider: Some(OneOf::Left(true)),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        })),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX]),
            ..CodeActionOptions::default()
        })),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: vec![PLAN.to_owned()],
            ..ExecuteCommandOptions::default()
        }),
        semantic_tokens_provider: Some(SemanticTokensServerCapabilities::SemanticTokensOptions(
            SemanticTokensOptions {
                legend: SemanticTokensLegend {
                    token_types: tokens::TYPES.to_vec(),
                    token_modifiers: tokens::MODIFIERS.to_vec(),
                },
                full: Some(SemanticTokensFullOptions::Bool(true)),
                ..SemanticTokensOptions::default()
            },
        )),
        ..ServerCapabilities::default()
    }
}

struct Server<'a> {
    connection: &'a Connection,
    /// What the editor says.
    messages: Receiver<Message>,
    workspace: Workspace,
    /// Messages that have come and are not answered yet.
    queue: VecDeque<Message>,
    /// Findings have to be told when there is nothing else to do.
    pending: bool,
}

/// An answer: what was asked for, or why not.
type Answer = Result<Value, (ErrorCode, String)>;

impl Server<'_> {
    fn run(&mut self) {
        let mut leaving = false;
        loop {
            // All that has come by now, so that what was taken back is not answered.
            self.queue.extend(self.messages.try_iter());
            self.cancel();
            let message = match self.queue.pop_front() {
                Some(message) => message,
                None if std::mem::take(&mut self.pending) => {
                    self.tell();
                    continue;
                }
                None => match self.messages.recv() {
                    Ok(message) => message,
                    Err(_) => return,
                },
            };
            match message {
                Message::Request(request) if request.method == asked::Shutdown::METHOD => {
                    leaving = true;
                    self.send(Response::new_ok(request.id, Value::Null));
                }
                Message::Request(request) if leaving => {
                    let why = "the server was told to end".to_owned();
                    self.send(Response::new_err(request.id, ErrorCode::InvalidRequest as i32, why));
                }
                Message::Request(request) => self.answer(request),
                Message::Notification(notification) if notification.method == told::Exit::METHOD => return,
                Message::Notification(notification) => self.note(notification),
                Message::Response(_) => {}
            }
        }
    }

    fn send(&self, message: impl Into<Message>) {
        // When nobody is there any more, `run` ends by itself.
        let _ = self.connection.sender.send(message.into());
    }

    /// Answers the requests that were taken back before their turn.
    fn cancel(&mut self) {
        let cancelled: HashSet<RequestId> = self
            .queue
            .iter()
            .filter_map(|message| match message {
                Message::Notification(n) if n.method == told::Cancel::METHOD => {
                    let params: lsp_types::CancelParams = serde_json::from_value(n.params.clone()).ok()?;
                    Some(match params.id {
                        lsp_types::NumberOrString::Number(n) => RequestId::from(n),
                        lsp_types::NumberOrString::String(s) => RequestId::from(s),
                    })
                }
                _ => None,
            })
            .collect();
        if cancelled.is_empty() {
            return;
        }
        let queue = std::mem::take(&mut self.queue);
        for message in queue {
            match message {
                Message::Request(request) if cancelled.contains(&request.id) => {
                    let why = "the editor took the request back".to_owned();
                    self.send(Response::new_err(request.id, ErrorCode::RequestCanceled as i32, why));
                }
                Message::Notification(n) if n.method == told::Cancel::METHOD => {}
                other => self.queue.push_back(other),
            }
        }
    }

    /// Asks to be told of changes of dumps and programs on the disk.
    fn watch(&self) {
        let watcher = |glob: &str| FileSystemWatcher { glob_pattern: GlobPattern::String(glob.to_owned()), kind: None };
        let options = DidChangeWatchedFilesRegistrationOptions { watchers: vec![watcher("**/*.{sql,mig}")] };
        let registration = Registration {
            id: "files".to_owned(),
            method: told::DidChangeWatchedFiles::METHOD.to_owned(),
            register_options: serde_json::to_value(options).ok(),
        };
        let params = RegistrationParams { registrations: vec![registration] };
        self.send(Request::new(
            RequestId::from("watch".to_owned()),
            asked::RegisterCapability::METHOD.to_owned(),
            params,
        ));
    }

    /// Tells the findings of all files.
    fn tell(&mut self) {
        for findings in self.workspace.findings() {
            let Some(uri) = uri_of(&findings.path) else { continue };
            let params = PublishDiagnosticsParams { uri, diagnostics: findings.found, version: findings.version };
            self.send(Notification::new(told::PublishDiagnostics::METHOD.to_owned(), params));
        }
    }

    fn note(&mut self, notification: Notification) {
        let Notification { method, params } = notification;
        let mut known = true;
        match method.as_str() {
            told::DidOpenTextDocument::METHOD => {
                if let Some(params) = read::<lsp_types::DidOpenTextDocumentParams>(params) {
                    let document = params.text_document;
                    self.workspace.open(&path_from(&document.uri), document.text, document.version);
                }
            }
            told::DidChangeTextDocument::METHOD => {
                if let Some(params) = read::<lsp_types::DidChangeTextDocumentParams>(params) {
                    let path = path_from(&params.text_document.uri);
                    self.workspace.change(&path, params.content_changes, params.text_document.version);
                }
            }
            told::DidCloseTextDocument::METHOD => {
                if let Some(params) = read::<lsp_types::DidCloseTextDocumentParams>(params) {
                    self.workspace.close(&path_from(&params.text_document.uri));
                }
            }
            told::DidChangeWatchedFiles::METHOD | told::DidSaveTextDocument::METHOD => self.workspace.touch(),
            _ => known = false,
        }
        self.pending |= known;
    }

    fn answer(&mut self, request: Request) {
        let Request { id, method, params } = request;
        let response = match self.reply(&method, params) {
            Ok(value) => Response::new_ok(id, value),
            Err((code, message)) => Response::new_err(id, code as i32, message),
        };
        self.send(response);
    }

    fn reply(&mut self, method: &str, params: Value) -> Answer {
        match method {
            asked::HoverRequest::METHOD => self.at::<lsp_types::HoverParams, _>(
                params,
                |p| place(p.text_document_position_params),
                |view, at, _| hover::hover(view, at),
            ),
            asked::GotoDefinition::METHOD => self.at::<lsp_types::GotoDefinitionParams, _>(
                params,
                |p| place(p.text_document_position_params),
                |view, at, _| GotoDefinitionResponse::Array(navigate::definition(view, at)),
            ),
            asked::References::METHOD => {
                let with = params.pointer("/context/includeDeclaration").and_then(Value::as_bool).unwrap_or(true);
                self.at::<lsp_types::ReferenceParams, _>(
                    params,
                    |p| place(p.text_document_position),
                    |view, at, _| navigate::references(view, at, with),
                )
            }
            asked::Completion::METHOD => self.at::<lsp_types::CompletionParams, _>(
                params,
                |p| place(p.text_document_position),
                |view, at, laid| CompletionResponse::Array(complete::complete(view, laid, at)),
            ),
            asked::SignatureHelpRequest::METHOD => self.at::<lsp_types::SignatureHelpParams, _>(
                params,
                |p| place(p.text_document_position_params),
                |view, at, laid| hints::signature(view, laid, at),
            ),
            asked::PrepareRenameRequest::METHOD => {
                self.at::<lsp_types::TextDocumentPositionParams, _>(params, place, |view, at, _| {
                    rename::prepare(view, at)
                })
            }
            asked::Rename::METHOD => {
                let params: lsp_types::RenameParams = parse(params)?;
                let (uri, at) = place(params.text_document_position);
                let edit =
                    self.workspace.rename(&path_from(&uri), at, &params.new_name).ok_or_else(|| unknown(&uri))?;
                json(edit.map_err(|why| (ErrorCode::InvalidParams, why))?)
            }
            asked::DocumentSymbolRequest::METHOD => self.whole::<lsp_types::DocumentSymbolParams, _>(
                params,
                |p| p.text_document.uri,
                |view, _| DocumentSymbolResponse::Nested(outline::symbols(view)),
            ),
            asked::FoldingRangeRequest::METHOD => {
                self.whole::<lsp_types::FoldingRangeParams, _>(params, |p| p.text_document.uri, outline::folds)
            }
            asked::SemanticTokensFullRequest::METHOD => self.whole::<lsp_types::SemanticTokensParams, _>(
                params,
                |p| p.text_document.uri,
                |view, laid| SemanticTokens { result_id: None, data: tokens::tokens(view, laid) },
            ),
            asked::InlayHintRequest::METHOD => {
                let params: lsp_types::InlayHintParams = parse(params)?;
                self.in_range(&params.text_document.uri, params.range, hints::inlay)
            }
            asked::CodeActionRequest::METHOD => {
                let params: lsp_types::CodeActionParams = parse(params)?;
                self.in_range(&params.text_document.uri, params.range, actions::actions)
            }
            TEXT => {
                let params: lsp_types::DocumentSymbolParams = parse(params)?;
                let uri = params.text_document.uri;
                json(self.workspace.text(&path_from(&uri)).ok_or_else(|| unknown(&uri))?)
            }
            asked::Formatting::METHOD => {
                let params: lsp_types::DocumentFormattingParams = parse(params)?;
                self.format(&params.text_document.uri)
            }
            asked::ExecuteCommand::METHOD => {
                let params: lsp_types::ExecuteCommandParams = parse(params)?;
                if params.command != PLAN {
                    return Err((ErrorCode::InvalidParams, format!("there is no command `{}`", params.command)));
                }
                self.plan(&params.arguments)
            }
            _ => Err((ErrorCode::MethodNotFound, format!("`{method}` is not known here"))),
        }
    }

    /// Answers a question about a position.
    fn at<P: DeserializeOwned, T: serde::Serialize>(
        &mut self,
        params: Value,
        place: impl FnOnce(P) -> (Uri, Position),
        answer: impl FnOnce(View<'_>, Position, &Layout) -> T,
    ) -> Answer {
        let (uri, at) = place(parse(params)?);
        let view = self.workspace.view(&path_from(&uri)).ok_or_else(|| unknown(&uri))?;
        let laid = laid(view);
        json(answer(view, at, &laid))
    }

    /// Answers a question about a whole file.
    fn whole<P: DeserializeOwned, T: serde::Serialize>(
        &mut self,
        params: Value,
        uri: impl FnOnce(P) -> Uri,
        answer: impl FnOnce(View<'_>, &Layout) -> T,
    ) -> Answer {
        let uri = uri(parse(params)?);
        let view = self.workspace.view(&path_from(&uri)).ok_or_else(|| unknown(&uri))?;
        let laid = laid(view);
        json(answer(view, &laid))
    }

    fn in_range<T: serde::Serialize>(
        &mut self,
        uri: &Uri,
        range: Range,
        answer: impl FnOnce(View<'_>, Range) -> T,
    ) -> Answer {
        let view = self.workspace.view(&path_from(uri)).ok_or_else(|| unknown(uri))?;
        json(answer(view, range))
    }

    /// The one change that formats a file; what cannot be read is left as it is.
    fn format(&mut self, uri: &Uri) -> Answer {
        let text = self.workspace.text(&path_from(uri)).ok_or_else(|| unknown(uri))?;
        match fmt::format(text) {
            Ok(formatted) => json(changed(text, &formatted)),
            Err(Unformatted::Syntax(_)) => json(Vec::<TextEdit>::new()),
            Err(Unformatted::Unproven) => {
                let why = "the file is left as it is: formatted, it would say something else";
                Err((ErrorCode::RequestFailed, why.to_owned()))
            }
        }
    }

    fn plan(&mut self, arguments: &[Value]) -> Answer {
        let uri = arguments.first().and_then(Value::as_str).and_then(|uri| uri.parse::<Uri>().ok());
        let uri = uri.ok_or((ErrorCode::InvalidParams, "say which file: its address is missing".to_owned()))?;
        let analysis = self.workspace.analysis(&path_from(&uri)).ok_or_else(|| unknown(&uri))?;
        let Some(plan) = &analysis.compilation.plan else {
            return Err((ErrorCode::RequestFailed, "there is no plan while the program has errors".to_owned()));
        };
        let sources = &analysis.compilation.sources;
        let text = match arguments.get(1).and_then(Value::as_str) {
            Some("mermaid") => plan::graph::mermaid(plan),
            Some("dot") => plan::graph::dot(plan),
            Some("json") => return json(plan),
            _ => plan::text::render(plan, sources),
        };
        json(text)
    }
}

fn read<T: DeserializeOwned>(params: Value) -> Option<T> {
    serde_json::from_value(params).ok()
}

fn parse<T: DeserializeOwned>(params: Value) -> Result<T, (ErrorCode, String)> {
    serde_json::from_value(params).map_err(|error| (ErrorCode::InvalidParams, error.to_string()))
}

fn json(value: impl serde::Serialize) -> Answer {
    serde_json::to_value(value).map_err(|error| (ErrorCode::InternalError, error.to_string()))
}

fn unknown(uri: &Uri) -> (ErrorCode, String) {
    let path = path_from(uri);
    (ErrorCode::InvalidParams, format!("`{}` is not open, or no part of its program", Path::display(&path)))
}

fn place(params: lsp_types::TextDocumentPositionParams) -> (Uri, Position) {
    (params.text_document.uri, params.position)
}

fn laid(view: View<'_>) -> Layout {
    layout::layout(FileId::default(), view.text(), &mut Diagnostics::new())
}

/// The lines that differ, as one change.
fn changed(before: &str, after: &str) -> Vec<TextEdit> {
    if before == after {
        return Vec::new();
    }
    let (old, new): (Vec<&str>, Vec<&str>) =
        (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
    let first = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - first;
    let last = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let line = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let end = old.len() - last;
    // A last line without a line break ends behind its last character.
    let open = end == old.len() && old.last().is_some_and(|l| !l.ends_with('\n'));
    let end = match old.last().filter(|_| open) {
        Some(text) => Position::new(line(end - 1), line(text.encode_utf16().count())),
        None => Position::new(line(end), 0),
    };
    let range = Range::new(Position::new(line(first), 0), end);
    let new_text = new.get(first..new.len() - last).unwrap_or(&[]).concat();
    vec![TextEdit { range, new_text }]
}
