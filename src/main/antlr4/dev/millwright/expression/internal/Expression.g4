/*
 * The one expression language: formulas, rules, filters. Signs and digits may be full-width, as Chinese keyboards type them.
 * One token decides every turn and nothing recurses to the left, so reading takes as long as the text is.
 */
grammar Expression;

/** A remainder with nothing behind it that could be divided by; the reader tells them apart. */
tokens { PERCENT }

whole : either EOF ;

either : both (OR both)* ;

both : negation (AND negation)* ;

negation : NOT* comparison ;

comparison : joined (comparator joined | NOT? IN list)? ;

comparator : EQUAL | UNEQUAL | LESS | AT_MOST | GREATER | AT_LEAST ;

list : OPEN joined (COMMA joined)* CLOSE ;

joined : sum (JOIN sum)* ;

sum : product ((PLUS | MINUS) product)* ;

product : power ((TIMES | DIVIDE | REMAINDER) power)* ;

/** As in Excel, a sign is part of the number and the left one comes first: -2^2 is 4, 2^3^2 is 64. */
power : signed (RAISE signed)* ;

signed : (PLUS | MINUS)* part ;

/** As in Excel, 15% is 0.15. */
part : value PERCENT* ;

value
    : NUMBER                                       # number
    | TEXT                                         # text
    | (TRUE | FALSE)                               # truth
    | NULL                                         # nothing
    | NAME OPEN (either (COMMA either)*)? CLOSE    # call
    | (AND | OR) OPEN either (COMMA either)* CLOSE # several
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
RAISE : '^' | '＾' ;
JOIN : [&＆] ;

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
