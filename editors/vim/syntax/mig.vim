" Highlighting for Mig: moving data from an old database into a new one.
" A test of the compiler compares the words below with the words of the language.
if exists('b:current_syntax')
  finish
endif

let s:cpo = &cpo
set cpo&vim

syn case match
syn iskeyword @,48-57,_,192-255

" SQL in sql"...", without its own strings and comments: those would run past the closing quote.
syn include @migSql syntax/sql.vim
unlet! b:current_syntax
syn case match
syn iskeyword @,48-57,_,192-255
syn cluster migSql remove=sqlString,sqlComment

syn cluster migHeadParts contains=migComment,migText,migFormat,migRaw,migQuoted,migNumber,migNull,migBoolean,migWord,
      \migControl,migCast,migMoment,migOver,migCall,migRoot,migArrow,migOperator,migParens
syn cluster migExpression contains=@migHeadParts,migArms

" ---- the reserved words
syn keyword migWord and or not in is like between as via
syn keyword migControl case when else
" (a match, since a keyword would win over the policy of the same name)
syn match migNull "\<null\>"
syn keyword migBoolean true false

" ---- signs
syn match migOperator "[-=<>+*/%]"
syn match migOperator "!="
syn match migOperator "<="
syn match migOperator ">="
syn match migArrow "->"

" ---- functions, where a bracket follows
syn match migCall "\<\k\+\ze\s*(" contains=migFunctionName
syn case ignore
syn keyword migFunctionName contained
      \ lower upper ascii_lower ascii_upper trim ltrim rtrim left right substr replace length
      \ concat split_part position leading_int pad_left pad_right reverse md5 abs round floor ceil div mod
      \ least greatest bit sign now from_unix to_unix date year month day hour minute second
      \ add_days coalesce nullif uuid
syn keyword migFunctionName contained map
syn case match
syn region migOver transparent matchgroup=migAggregate start="\c\.\@1<!\<\%(count\|sum\|min\|max\)\s*(" end=")"
      \ contains=@migExpression,migFrom,migWhere
syn match migFrom contained "\<from\ze\s\+[[:alnum:]_`.]\+\s*\%()\|\<where\>\|$\)"
syn match migWhere contained "\<where\ze\s"

syn region migParens transparent matchgroup=migBracket start="(" end=")" contains=@migExpression
syn region migArms transparent contained matchgroup=migBracket start="{" end="}" contains=@migExpression,migElseKeep

" ---- values
syn match migNumber "\%(\k\|\.\)\@1<!\d\+\%(\.\d\+\)\=\%([eE][+-]\=\d\+\)\=\k\@!"
syn match migEscape contained ~\\[ntr\\"]~
syn match migEscape contained "\\u{\x\{1,6}}"
syn region migText start=+"+ skip=+\\.+ end=+"+ oneline contains=migEscape
syn region migFormat matchgroup=migPrefix start=+\k\@1<!f"+ matchgroup=migFormat skip=+\\.+ end=+"+ contains=migEscape,migBrace,migHole
syn region migRaw matchgroup=migPrefix start=+\k\@1<!sql"+ skip=+\\.+ end=+"+ keepend extend contains=@migSql,migSqlText,migBrace,migHole
syn region migSqlText contained start=+'+ end=+'+ contains=migBrace,migHole
syn region migHole contained extend matchgroup=migHoleBrace start="{" end="}" contains=@migExpression
syn match migBrace contained "{{\|}}\|\\[{}]"
syn match migMoment ~\<\%(date\|datetime\)\ze\s*"~
syn match migQuoted "`\%(``\|[^`]\)*`"
syn match migRoot "\%(\.\)\@1<!\<\%(old\|new\)\ze\."

" ---- types, after `as`
syn keyword migType contained
      \ bool int int8 int16 int32 int64 uint8 uint16 uint32 uint64 decimal float float32 float64
      \ text date time datetime timestamptz uuid json bytes
syn match migCast "\%(\<as\s\+\)\@<=\k\+" contains=migType transparent

" ---- comments
syn keyword migTodo contained TODO FIXME XXX
syn match migComment "--.*$" contains=migTodo,@Spell

" ---- statements: words only where a statement can start
syn match migStatement "\%(^\|[;}]\)\@1<=\s*\zs\%(from\|into\)\ze\s" nextgroup=migSide skipwhite
syn region migSide contained start="\S"rs=s end="$" end="\ze;" oneline contains=migEngine,migSideWord,migText,migComment
syn keyword migEngine contained mysql postgres sqlite csv web2py s3xml spark
syn match migSideWord contained ~\<\%(database\|schema\|prefix\|encoding\|engine\)\ze\s*\%("\|\k\)~ nextgroup=migSideName skipwhite
syn match migSideName contained "\k\+"

syn match migStatement "\%(^\|[;}]\)\@1<=\s*\zs\%(table\)\ze\s" nextgroup=migHead skipwhite
syn region migHead contained start="\S"rs=s end="\ze{" contains=@migHeadParts,migHeadWord
syn match migHeadWord contained "\<\%(left\s\+\)\=join\ze\s"
syn match migHeadWord contained "\<group\s\+by\ze\s"
syn match migHeadWord contained "\<\%(on\|having\|each\)\ze\s"

syn match migStatement "\%(^\|[;}]\)\@1<=\s*\zs\%(copy\|row\|stub\|update\|view\|include\|empty\)\ze\s"
syn match migStatement "\%(^\|[;}]\)\@1<=\s*\zs\%(let\|param\)\ze\s" nextgroup=migDefined skipwhite
syn match migDefined contained "\k\+" nextgroup=migType skipwhite

syn match migStatement "\%(^\|[;}]\)\@1<=\s*\zs\%(map\)\ze\s"
syn match migMapFrom ~\<from\ze\s*"~
syn match migElseKeep "\%(\<else\s\+\)\@<=keep\>"
syn match migStatement "\%(^\|[;}]\)\@1<=\s*\zs\%(reference\)\ze\s" nextgroup=migReference skipwhite
syn region migReference contained start="\S"rs=s end="$" end="\ze;" oneline contains=@migExpression,migReferenceWord
syn match migReferenceWord contained ~\<\%(split\|unless\|to\)\ze\s*\%(["`-]\|\k\)~
syn match migStatement "\%(^\|[;}]\)\@1<=\s*\zs\%(require\)\ze\s" nextgroup=migRequire skipwhite
syn region migRequire contained start="\S"rs=s end="$" end="\ze;" oneline contains=@migExpression,migRequireWord,migBecause
syn match migRequireWord contained "\<before\ze\s\+[[:alnum:]_`]"
syn match migStatement "\%(^\|[;}]\)\@1<=\s*\zs\%(ignore\|allow\)\ze\s"
syn match migAllowFor "\%(\<allow\s\+\k\+\s\+\)\@<=for\ze\s"
syn match migBecause ~\<because\ze\s*"~
syn match migStatement ~\%(^\|[;}]\)\@1<=\s*\zs\%(check\)\ze\s*"~
syn match migElseNote "\%(\<else\s\+\)\@<=note\>"
syn match migStatement "\%(^\|[;}]\)\@1<=\s*\zs\%(before\|after\)\ze\s"
syn match migDo ~\<\%(run\|note\)\ze\s*"~
syn match migViewWhere contained "\%()\s*\)\@<=\<where\ze\s"
syn match migEmptyWhere "\%(^\s*empty\s.*\)\@<=\<where\ze\s"

" ---- lines of a block: words only where a line can start, and where no arrow follows
syn region migBlock transparent fold matchgroup=migBracket start="{" end="}" contains=@migExpression,migClause,migFresh,migStar,migPolicy,migMapFrom,
      \migBecause,migAllowFor,migElseKeep,migViewWhere,migKeep,migUniquePolicy,migDirection
syn match migClause contained ~\%(^\|[{;]\)\@1<=\s*\zs\%(where\|key\|unique\|merge\|match\)\ze\s*\%(["`]\|\%(\%(and\|or\|in\|is\|like\|between\|when\|else\|as\|via\)\>\)\@!\k\|[(*!-]>\@!\%(.*->\)\@!\)~
syn match migKeep contained "\<keep\s\+\%(first\|last\)\s\+by\ze\s"
syn match migKeep contained "\%(\<unique\s.*\)\@<=\<\%(rename\|by\)\ze\s"
syn match migUniquePolicy contained "\%(\<\%(unique\|match\)\s.*\)\@<=\<\%(reject\|fail\|keep\|update\)\ze\s*\%($\|[;}]\|--\)"
syn match migClause contained "\%(^\|[{;]\)\@1<=\s*\zsskip\s\+where\>"
syn match migClause contained "\%(^\|[{;]\)\@1<=\s*\zsorder\s\+by\>"
syn match migDirection contained "\%(\<order\s\+by\s.*\)\@<=\<\%(asc\|desc\)\ze\s*\%($\|[,;}]\|--\)"
syn match migClause contained "\%(^\|[{;]\)\@1<=\s*\zs\%(ignore\|allow\)\ze\s\+[[:alnum:]_`*]"
syn match migClause contained "\%(^\|[{;]\)\@1<=\s*\zslet\ze\s\+\k\+\s*[=(]" nextgroup=migDefined skipwhite
syn match migClause contained "\%(^\|[{;]\)\@1<=\s*\zsnew\ze\s\+[[:alnum:]_`.]\+\s*{"
syn match migFresh contained "\%(^\|[{;]\)\@1<=\s*\zs\%(auto\|default\)\ze\s*->"
syn match migStar contained "\%(^\|[{;]\)\@1<=\s*\zs\*\ze\s*\%($\|[;}]\|--\)"
syn match migPolicy contained "\%(\<or\s\+\)\@<=\%(reject\|null\|skip\|stub\|cut\|fail\)\ze\s*\%($\|[;}]\|--\|\<or\>\)"

syn sync minlines=200

hi def link migStatement Statement
hi def link migClause Statement
hi def link migHeadWord Keyword
hi def link migSideWord Keyword
hi def link migSideName String
hi def link migReferenceWord Keyword
hi def link migRequireWord Keyword
hi def link migAllowFor Keyword
hi def link migBecause Keyword
hi def link migDo Keyword
hi def link migKeep Keyword
hi def link migDirection Keyword
hi def link migElseKeep Keyword
hi def link migElseNote Keyword
hi def link migFrom Keyword
hi def link migWhere Keyword
hi def link migEmptyWhere Keyword
hi def link migViewWhere Keyword
hi def link migMapFrom Keyword
hi def link migEngine Constant
hi def link migFresh Special
hi def link migStar Special
hi def link migPolicy Special
hi def link migUniquePolicy Special
hi def link migWord Operator
hi def link migOperator Operator
hi def link migArrow Operator
hi def link migControl Conditional
hi def link migNull Constant
hi def link migBoolean Boolean
hi def link migNumber Number
hi def link migMoment Type
hi def link migType Type
hi def link migText String
hi def link migFormat String
hi def link migRaw String
hi def link migSqlText String
hi def link migPrefix Type
hi def link migEscape SpecialChar
hi def link migBrace SpecialChar
hi def link migHoleBrace Delimiter
hi def link migQuoted Identifier
hi def link migBracket Delimiter
hi def link migRoot Identifier
hi def link migDefined Function
hi def link migCall Identifier
hi def link migFunctionName Function
hi def link migAggregate Function
hi def link migComment Comment
hi def link migTodo Todo

let b:current_syntax = 'mig'

let &cpo = s:cpo
unlet s:cpo
