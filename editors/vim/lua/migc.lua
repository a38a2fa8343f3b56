-- For Neovim before 0.11: `autocmd FileType mig lua require('migc').start()`.
local M = {}

local client

--- Attaches the buffer to `migc lsp`, which runs once for all buffers.
--- @param options table|nil what `vim.lsp.start_client` takes, such as `on_attach` or another `cmd`
function M.start(options)
  if client == nil or vim.lsp.get_client_by_id(client) == nil then
    local file = vim.api.nvim_buf_get_name(0)
    local defaults = { name = 'migc', cmd = { 'migc', 'lsp' }, root_dir = vim.fn.fnamemodify(file, ':p:h') }
    client = vim.lsp.start_client(vim.tbl_extend('force', defaults, options or {}))
  end
  if client ~= nil then
    vim.lsp.buf_attach_client(0, client)
  end
end

return M
