(table_statement body: (block) @class.inside) @class.around
(let_statement value: (_) @function.inside) @function.around
(comment) @comment.inside
(comment)+ @comment.around
(flow value: (_) @parameter.inside) @parameter.around
