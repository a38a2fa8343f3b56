" :make checks the program, and the findings go to the quickfix list.
if exists('current_compiler')
  finish
endif
let current_compiler = 'migc'

let s:cpo = &cpo
set cpo&vim

if exists(':CompilerSet') != 2
  command -nargs=* CompilerSet setlocal <args>
endif

CompilerSet makeprg=migc\ check\ --format\ short\ %:S

" site.mig:3:5: error[M0202]: what is wrong (help: what to write); the last line counts the findings
CompilerSet errorformat=%f:%l:%c:\ %trror[M%n]:\ %m
CompilerSet errorformat+=%f:%l:%c:\ %tarning[M%n]:\ %m
CompilerSet errorformat+=%f:%l:%c:\ %tote[M%n]:\ %m
CompilerSet errorformat+=%-G%.%#

let &cpo = s:cpo
unlet s:cpo
