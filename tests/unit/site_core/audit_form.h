/* SPDX-License-Identifier: EUPL-1.2 */
/* audit_form.h - a questionnaire with something of everything that the audit
 * reads: for its tests, its fuzzer and the mutants of the rules. */
#ifndef WK_AUDIT_FORM_H
#define WK_AUDIT_FORM_H

/* Four cups, plain and sensitive, by ages of which two nest into one; five
 * points by sex; up to three of four; yes and no; an attribute not used. */
static const char AUDIT_FORM[] =
    "{\"id\":\"s\",\"version\":1,\"scope\":\"network\",\"questions\":["
    "{\"id\":\"cup\",\"type\":\"one\",\"levels\":[[\"0\",\"1\",\"2\",\"3\"],"
    "[[\"0\",\"1\"],[\"2\",\"3\"]]],\"extra\":[\"x\"],\"attribute\":\"age\","
    "\"text\":{\"nl\":\"?\",\"fr\":\"?\",\"en\":\"?\"}},"
    "{\"id\":\"fear\",\"type\":\"one\",\"levels\":[[\"0\",\"1\",\"2\",\"3\"],"
    "[[\"0\",\"1\"],[\"2\",\"3\"]]],\"attribute\":\"age\",\"sensitive\":true,"
    "\"text\":{\"nl\":\"?\",\"fr\":\"?\",\"en\":\"?\"}},"
    "{\"id\":\"five\",\"type\":\"one\",\"levels\":[[\"a\",\"b\",\"c\",\"d\","
    "\"e\"],[[\"a\",\"b\"],[\"c\"],[\"d\",\"e\"]],[[\"a\",\"b\",\"c\"],"
    "[\"d\",\"e\"]]],\"attribute\":\"sex\","
    "\"text\":{\"nl\":\"?\",\"fr\":\"?\",\"en\":\"?\"}},"
    "{\"id\":\"pick\",\"type\":\"many\",\"levels\":[[\"a\",\"b\",\"c\",\"d\"]],"
    "\"text\":{\"nl\":\"?\",\"fr\":\"?\",\"en\":\"?\"}},"
    "{\"id\":\"yes\",\"type\":\"one\",\"levels\":[[\"n\",\"y\"]],"
    "\"text\":{\"nl\":\"?\",\"fr\":\"?\",\"en\":\"?\"}}],\"attributes\":["
    "{\"id\":\"age\",\"codings\":[[\"a\",\"b\",\"c\"],[[\"a\",\"b\"],[\"c\"]]]}"
    ","
    "{\"id\":\"sex\",\"codings\":[[\"m\",\"f\"]]},"
    "{\"id\":\"idle\",\"codings\":[[\"p\",\"q\"]]}]}";

enum { CUP, FEAR, FIVE, PICK, YES, N_QUESTIONS };
enum { AGE, SEX, IDLE, N_ATTRIBUTES };
#endif
