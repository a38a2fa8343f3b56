//! Neovim as the client, without a screen: what is sent is what a real editor sends.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::client::Folder;

/// Carries out what people do, and prints what they see as one line of JSON.
const SCRIPT: &str = r#"
local said = {}
local function finish()
  io.stdout:write("SAID " .. vim.fn.json_encode(said) .. "\n")
  vim.cmd("qall!")
end
local function lines() return vim.api.nvim_buf_get_lines(0, 0, -1, false) end
local function row_of(text)
  for n, line in ipairs(lines()) do
    local at = line:find(text, 1, true)
    if at then return n, at - 1 end
  end
end
local function ask(method, extra)
  local params = vim.tbl_extend("force", vim.lsp.util.make_position_params(), extra or {})
  local answers = vim.lsp.buf_request_sync(0, method, params, 30000)
  for _, answer in pairs(answers or {}) do
    if answer.result then return answer.result end
  end
end
local function diagnostics(count)
  vim.wait(30000, function() return #vim.diagnostic.get(0) == count end, 20)
  return vim.tbl_map(function(d) return d.message:gsub("\n.*", "") end, vim.diagnostic.get(0))
end
local ok, err = pcall(function()
  local folder, migc = vim.env.MIG_FOLDER, vim.env.MIG_BINARY
  vim.cmd("edit " .. folder .. "/polonia.mig")
  local id = vim.lsp.start_client({ name = "migc", cmd = { migc, "lsp" }, root_dir = folder })
  vim.lsp.buf_attach_client(0, id)
  vim.wait(30000, function() return vim.lsp.buf_get_clients()[id] ~= nil end, 20)

  said.good = diagnostics(1)
  local row, column = row_of("tytul        -> title")
  vim.api.nvim_buf_set_lines(0, row - 1, row, false, { "  tytl -> title" })
  said.broken = diagnostics(2)

  vim.api.nvim_buf_set_lines(0, row - 1, row, false, { "  tytul -> " })
  vim.api.nvim_win_set_cursor(0, { row, 11 })
  local items = ask("textDocument/completion")
  said.offered = vim.tbl_map(function(item) return item.label end, items.items or items)
  vim.api.nvim_buf_set_lines(0, row - 1, row, false, { "  tytul -> title" })

  vim.api.nvim_win_set_cursor(0, { row, 3 })
  local place = ask("textDocument/definition")[1]
  said.definition = { place.uri:gsub(".*/", ""), place.range.start.line }

  local first = row_of("table tematy -> forum_topic")
  vim.api.nvim_buf_set_lines(0, first - 1, first, false, { "table tematy watki -> forum_topic {" })
  local key = row_of("temat_id     -> id")
  vim.api.nvim_buf_set_lines(0, key - 1, key, false, { "  watki.temat_id -> id" })
  vim.api.nvim_win_set_cursor(0, { first, 14 })
  local edit = ask("textDocument/rename", { newName = "thread" })
  vim.lsp.util.apply_workspace_edit(edit, "utf-16")
  said.renamed = { lines()[first], lines()[key] }

  vim.lsp.buf.formatting_sync(nil, 30000)
  said.formatted = { unpack(lines(), first, first + 5) }
  said.at_last = diagnostics(1)
end)
if not ok then said.error = tostring(err) end
finish()
"#;

#[test]
fn neovim_edits_the_polonia_example() {
    let version = Command::new("nvim").arg("--version").output();
    let version = version.expect("Neovim is installed: `./test` does it");
    assert!(version.status.success());

    let polonia = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/polonia");
    let read = |name: &str| fs::read_to_string(polonia.join(name)).unwrap();
    let (program, old, new) = (read("polonia.mig"), read("old.sql"), read("new.sql"));
    let folder =
        Folder::with(&[("polonia.mig", &program), ("old.sql", &old), ("new.sql", &new), ("client.lua", SCRIPT)]);
    let output = Command::new("nvim")
        .args(["--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", "luafile client.lua"])
        .current_dir(folder.root())
        .env("MIG_FOLDER", folder.root())
        .env("MIG_BINARY", env!("CARGO_BIN_EXE_migc"))
        .env("HOME", folder.root())
        .env("XDG_STATE_HOME", folder.root())
        .env("XDG_DATA_HOME", folder.root())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    let said = text.lines().find_map(|line| line.split_once("SAID ")).unwrap_or_else(|| panic!("{text}")).1;
    let said: Value = serde_json::from_str(said.trim()).unwrap();
    assert_eq!(said.get("error"), None, "{said:#}");

    let warning = "text(255) does not always fit text(120)";
    assert_eq!(said["good"], serde_json::json!([warning]));
    assert_eq!(said["at_last"], serde_json::json!([warning]));
    let broken = said["broken"].as_array().unwrap();
    assert!(broken.contains(&"the old table `tematy` has no column `tytl`".into()), "{said:#}");
    assert_eq!(said["offered"][0], "title", "{said:#}");
    let line = old.lines().position(|line| line.contains("tytul")).unwrap();
    assert_eq!((&said["definition"][0], &said["definition"][1]), (&"old.sql".into(), &line.into()));
    assert_eq!(said["renamed"][0], "table tematy thread -> forum_topic {");
    assert_eq!(said["renamed"][1], "  thread.temat_id -> id");
    let formatted: Vec<&str> = said["formatted"].as_array().unwrap().iter().map(|l| l.as_str().unwrap()).collect();
    assert_eq!(
        formatted,
        [
            "table tematy thread -> forum_topic {",
            "  thread.temat_id -> id",
            "  tytul           -> title",
            "  autor_id        -> author_id or stub",
            "  kolumna_data    -> created_at",
            "}",
        ]
    );
}
