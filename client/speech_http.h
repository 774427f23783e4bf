/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * speech_http.h - what the kiosk hears, and what staff record and review.
 *
 * Source  common/API.md, "Speech".
 */
#ifndef WK_SPEECH_HTTP_H
#define WK_SPEECH_HTTP_H

#include "login.h"
#include "speech.h"

enum { MAX_SPEECH_BODY = 192 * 1024 }; /* MAX_CLIP in base64, and a little */

/* Handlers, for requests that guard.h let pass. */
void speech_http_list(struct site *s, struct login *l, struct http_request *r);
void speech_http_clip(struct site *s, struct http_request *r);
void speech_http_take(struct site *s, struct login *l, struct http_request *r);
void speech_http_review(
    struct site *s, struct login *l, struct http_request *r);
void speech_http_remove(
    struct site *s, struct login *l, struct http_request *r);

#endif
