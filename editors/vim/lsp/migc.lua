-- For Neovim 0.11 and later: `vim.lsp.enable('migc')`.
return {
  cmd = { 'migc', 'lsp' },
  filetypes = { 'mig' },
  root_markers = { '.git' },
}
