" Settings for Mig files.
if exists('b:did_ftplugin')
  finish
endif
let b:did_ftplugin = 1

let s:cpo = &cpo
set cpo&vim

setlocal comments=:-- commentstring=--\ %s
setlocal formatoptions-=t formatoptions+=croql
" Letters of every alphabet, digits and `_` make a name.
setlocal iskeyword=@,48-57,_,192-255
setlocal suffixesadd=.mig include=^\\s*include\\s\\+\"
setlocal expandtab shiftwidth=2 softtabstop=2
" Blocks and lines that go on are indented.
setlocal nosmartindent autoindent indentexpr=MigIndent(v:lnum) indentkeys=0},!^F,o,O,=->

" Lines that go on the one before, and lines that the next one goes on.
let s:goes_on = '^\s*\%(->\|+\|\%(or\|and\|when\|join\|left\|group\|having\|each\|on\)\>\)'
let s:open = '\%(,\|->\|[=<>+/%]\|\<\%(and\|or\|not\|in\|is\|like\|between\|when\|as\|via\)\)\s*$'

" A line with `x` for texts and names in backticks, which may hold anything, and without its comment.
function! s:bare(line) abort
  return substitute(getline(a:line), '"\%(\\.\|[^"\\]\)*"\|`[^`]*`\|--.*$', '\=submatch(0) =~# ''^--'' ? '''' : ''x''', 'g')
endfunction

" Whether a line begins inside a sql"..."; how it is indented is SQL's own affair.
function! s:in_sql(line) abort
  return index(map(synstack(a:line, 1), 'synIDattr(v:val, "name")'), 'migRaw') >= 0
endfunction

function! MigIndent(line) abort
  let before = prevnonblank(a:line - 1)
  if before == 0
    return 0
  endif
  if s:in_sql(a:line)
    return -1
  endif
  let first = before
  while first > 1 && (s:in_sql(first) || getline(first) =~# s:goes_on || s:bare(prevnonblank(first - 1)) =~# s:open)
    let first = prevnonblank(first - 1)
  endwhile
  if s:bare(before) =~# s:open
    return -1
  endif
  let indent = indent(first)
  if s:bare(before) =~# '{[^}]*$' || getline(a:line) =~# s:goes_on
    let indent += shiftwidth()
  endif
  if getline(a:line) =~# '^\s*}'
    let indent -= shiftwidth()
  endif
  return indent
endfunction

" :make fills the quickfix list with what `migc check` finds.
compiler migc

let b:undo_ftplugin = 'setlocal comments< commentstring< formatoptions< iskeyword< suffixesadd< include<'
      \ . ' expandtab< shiftwidth< softtabstop< smartindent< autoindent< indentexpr< indentkeys< makeprg< errorformat<'

let &cpo = s:cpo
unlet s:cpo
