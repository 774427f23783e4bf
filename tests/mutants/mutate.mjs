// SPDX-License-Identifier: EUPL-1.2
// mutate.mjs - every small change of a C source that its tests should notice.
//
// mutantsOf(text) gives {at, end, to, line, where, before, after}: put `to` in
// the place of the characters from at to end, which changes the line `before`
// of the function `where` to `after`.  Changed are, one at a time:
//   a check       an if never taken, or always; one side of && or || left out,
//                 and the one put for the other; a "not" left out; a bool
//                 function that returns true, or false
//   a comparison  turned round; its bound one higher, one lower
//   a constant    one more, one less; true for false
//   a statement   left out
// Assertions, declarations and the sizes of arrays are left alone.

const TOKEN = new RegExp([
    /\/\*[^]*?\*\//, /\/\/.*/, /^#.*/, /"(?:\\.|[^"\\])*"/, /'(?:\\.|[^'\\])*'/,
    /[A-Za-z_]\w*/, /\d\w*/, /->|\+\+|--|<<=?|>>=?|&&|\|\|/,
    /[<>=!+\-*/%&|^]=/, /[^\s]/,
].map((part) => part.source).join('|'), 'gm');

const BOUNDS = {
    '<': ['>=', '<=', '+ 1 <'],
    '>': ['<=', '>=', '> 1 +'],
    '<=': ['>', '<', '<= 1 +'],
    '>=': ['<', '>', '+ 1 >='],
    '==': ['!='],
    '!=': ['=='],
};
const NUMBER = /^(?:\d+u?|(?:MAX|FLOOR)_\w+|RULES_VERSION|SETS_PER_CELL)$/;
const TYPE = /^(?:static|const|struct|enum|bool|int|char|void|unsigned|size_t|u?int\d+_t)$/;
const ENDS = /^(?:;|,|\?|:|=|\+=|-=|return|[([{]|[)\]}])$/;
const PAIRS = { '(': ')', '[': ']', '{': '}', ')': '(', ']': '[', '}': '{' };

function tokensOf(text) {
    const tokens = [];

    for (const m of text.matchAll(TOKEN))
        if (!/^(?:\/\*|\/\/|#)/.test(m[0]))
            tokens.push({ text: m[0], at: m.index, end: m.index + m[0].length });
    return tokens;
}

/** The index of the bracket that belongs to the one at i. */
function pairOf(tokens, i) {
    const one = tokens[i].text, other = PAIRS[one], step = '([{'.includes(one) ? 1 : -1;
    let depth = 0;

    for (; ; i += step) {
        if (tokens[i].text === one) depth++;
        if (tokens[i].text === other && --depth === 0) return i;
    }
}

/** The last token of the operand of && or || at i, in the direction of step. */
function operandEnd(tokens, i, step) {
    let k = i + step;

    for (; ; k += step) {
        const t = tokens[k].text, opens = step > 0 ? /^[([{]$/ : /^[)\]}]$/;

        if (opens.test(t)) k = pairOf(tokens, k);
        else if (ENDS.test(t) || t === '||' || (t === '&&' && tokens[i].text === '&&')) break;
    }
    return k - step;
}

/** The bodies of functions: {name, isBool, from, to}, as indexes of tokens. */
function functionsOf(tokens) {
    const found = [];

    for (let i = 1; i < tokens.length; i++) {
        if (tokens[i].text !== '{') continue;
        if (tokens[i - 1].text === ')') {
            const name = pairOf(tokens, i - 1) - 1;
            let first = name;

            while (first > 0 && !/^[;}]$/.test(tokens[first - 1].text)) first--;
            found.push({
                name: tokens[name].text,
                isBool: tokens.slice(first, name).some((t) => t.text === 'bool'),
                from: i,
                to: pairOf(tokens, i),
            });
        }
        i = pairOf(tokens, i);
    }
    return found;
}

/** Whether a statement begins at token i, given the one before it. */
function beginsStatement(tokens, i) {
    const before = tokens[i - 1].text;

    if (/^(?:;|else|\})$/.test(before)) return true;
    if (before !== '{' && before !== ')') return before === ':';
    const open = before === ')' ? pairOf(tokens, i - 1) : i - 1;

    if (before === ')') return /^(?:if|for|while|switch)$/.test(tokens[open - 1].text);
    if (tokens[open - 1].text !== ')') return /^(?:;|else|\})$/.test(tokens[open - 1].text);
    return /^[a-z_]\w*$/.test(tokens[pairOf(tokens, open - 1) - 1].text) &&
        tokens[pairOf(tokens, open - 1) - 1].text !== 'return';
}

export function mutantsOf(text) {
    const tokens = tokensOf(text), mutants = [];

    function add(where, from, to, by) {
        const at = tokens[from].at, end = tokens[to].end;
        const start = text.lastIndexOf('\n', at) + 1;
        const changed = text.slice(start, at) + by + text.slice(end);
        const lineOf = (s) => s.split('\n', 1)[0].trim();

        mutants.push({
            at, end, to: by, where,
            line: text.slice(0, at).split('\n').length,
            before: lineOf(text.slice(start)),
            after: lineOf(changed),
        });
    }

    function constants(where, i, inDeclaration) {
        const t = tokens[i].text;

        if (/^(?:true|false)$/.test(t)) add(where, i, i, t === 'true' ? 'false' : 'true');
        if (!NUMBER.test(t) || (inDeclaration && tokens[i - 1].text === '[')) return;
        add(where, i, i, `(${t} + 1)`);
        add(where, i, i, `(${t} - 1)`);
    }

    function checks(f, i) {
        const t = tokens[i].text;

        for (const by of BOUNDS[t] ?? []) add(f.name, i, i, by);
        if (t === '!') add(f.name, i, i, '');
        if (t === '&&' || t === '||') {
            add(f.name, i, i, t === '&&' ? '||' : '&&');
            add(f.name, operandEnd(tokens, i, -1), i, '');
            add(f.name, i, operandEnd(tokens, i, 1), '');
        }
        if (t === 'if')
            for (const by of ['(false)', '(true)'])
                add(f.name, i + 1, pairOf(tokens, i + 1), by);
        if (t === 'return' && f.isBool) {
            let last = i + 1;

            while (tokens[last + 1].text !== ';') last++;
            for (const by of ['true', 'false'])
                if (last > i + 1 || tokens[last].text.length > 5 ||
                    !/^(?:true|false)$/.test(tokens[last].text))
                    add(f.name, i + 1, last, by);
        }
    }

    for (const f of functionsOf(tokens)) {
        let depth = 0, inDeclaration = false;

        for (let i = f.from + 1; i < f.to; i++) {
            const t = tokens[i].text;

            if (t === 'assert') {
                i = pairOf(tokens, i + 1);
                continue;
            }
            if (t === '(') depth++;
            if (t === ')') depth--;
            if (depth === 0 && beginsStatement(tokens, i)) {
                inDeclaration = TYPE.test(t);
                if (!inDeclaration && t !== 'if' && t !== 'for' && t !== 'while' &&
                    t !== 'switch' && t !== 'return' && t !== 'case' && t !== 'default' &&
                    t !== 'else' && t !== 'continue' && /^[a-z*(]/.test(t)) {
                    let last = i;

                    while (tokens[last].text !== ';')
                        last = /^[([{]$/.test(tokens[last].text) ? pairOf(tokens, last) + 1 : last + 1;
                    add(f.name, i, last, ';');
                }
            }
            constants(f.name, i, inDeclaration);
            checks(f, i);
        }
    }
    for (let i = 0; i < tokens.length; i++) /* constants of the whole file */
        if (tokens[i].text === 'enum' && tokens[i + 1].text === '{')
            for (let k = i + 2; k < pairOf(tokens, i + 1); k++)
                if (/^\d/.test(tokens[k].text)) constants('enum', k, false);
    return mutants;
}
