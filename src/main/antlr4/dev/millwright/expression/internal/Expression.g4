/*
 * The one expression language: formulas, rules, filters. Signs and digits may be full-width, as Chinese keyboards type them.
 * One token decides every turn and nothing recurses to the left, so reading takes as long as the text is.
 */
grammar Expression;

whole : either EOF ;

either : both (OR both)* ;

both : negation (AND negation)* ;

negation : NOT* comparison ;

comparison : sum (comparator sum | NOT? IN list)? ;

comparator : EQUAL | UNEQUAL | LESS | AT_MOST | GREATER | AT_LEAST ;

list : OPEN sum (COMMA sum)* CLOSE ;

sum : product ((PLUS | MINUS) product)* ;

product : signed ((TIMES | DIVIDE | REMAINDER) signed)* ;

signed : (PLUS | MINUS)* value ;

value
    : NUMBER                                       # number
    | TEXT                                         # text
    | (TRUE | FALSE)                               # truth
    | NULL                                         # nothing
    | NAME OPEN (either (COMMA either)*)? CLOSE    # call
    | NAME                                         # name
    | OPEN either CLOSE                            # nested
    ;

OR : [oO] [rR] | '||' | '｜｜' ;
AND : [aA] [nN] [dD] | '&&' | '＆＆' ;
NOT : [nN] [oO] [tT] | '!' | '！' ;
IN : [iI] [nN] ;
TRUE : [tT] [rR] [uU] [eE] ;
FALSE : [fF] [aA] [lL] [sS] [eE] ;
NULL : [nN] [uU] [lL] [lL] ;

EQUAL : [=＝] [=＝]? ;
UNEQUAL : [!！] [=＝] | [<＜] [>＞] | '≠' ;
AT_MOST : [<＜] [=＝] | '≤' ;
AT_LEAST : [>＞] [=＝] | '≥' ;
LESS : [<＜] ;
GREATER : [>＞] ;

OPEN : [(（] ;
CLOSE : [)）] ;
COMMA : [,，] ;
PLUS : [+＋] ;
MINUS : [\-－−] ;
TIMES : [*＊×] ;
DIVIDE : [/／÷] ;
REMAINDER : [%％] ;

NUMBER : DIGIT+ ([.．] DIGIT+)? ;

TEXT
    : '"' (ESCAPE | ~["\\])* '"'
    | '\'' (ESCAPE | ~['\\])* '\''
    | '＂' (ESCAPE | ~[＂\\])* '＂'
    | [“”] (ESCAPE | ~[“”\\])* [“”]
    | [‘’] (ESCAPE | ~[‘’\\])* [‘’]
    ;

/** Behind a dot stands what belongs to it: a field of the record that a link leads to. */
NAME : PART ([.．] PART)* ;

SPACE : [\p{White_Space}\u200B\uFEFF]+ -> skip ;

/** Whatever else there is becomes a token too, so that a refusal can say where it stands. */
OPENED_TEXT : ["'＂“”‘’] ;
OTHER : . ;

fragment PART : (LETTER | '_') (LETTER | MARK | DIGIT | '_')* ;
fragment ESCAPE : '\\' . ;
fragment DIGIT : [0-9０-９] ;
fragment LETTER : [\p{L}] ;
fragment MARK : [\p{M}] ;
