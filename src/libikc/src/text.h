/* SPDX-License-Identifier: MIT OR GPL-2.0 */
/* Texts of a connect and an answer (PROTOCOL, 10.1 and 10.2): written and read with the payload's cursors. */
#ifndef IKC_TEXT_H
#define IKC_TEXT_H

#include "ikc_wire.h"

static inline void put_u16(struct ikc_encoder *e, uint16_t value)
{
	ikc_put(e, &value, 2);
}

static inline uint16_t get_u16(struct ikc_decoder *d)
{
	uint16_t value;

	ikc_get(d, &value, 2);
	return value;
}

/* A name of 1 to IKC_NAME_BYTES_MAX bytes, with an end put to it. */
static inline void get_name(struct ikc_decoder *d, char name[IKC_NAME_BYTES_MAX + 1])
{
	struct ikc_text text;

	ikc_get_text(d, &text);
	if (d->failed || text.byte_count == 0 || text.byte_count > IKC_NAME_BYTES_MAX) {
		d->failed = 1;
		name[0] = 0;
		return;
	}
	memcpy(name, text.bytes, text.byte_count);
	name[text.byte_count] = 0;
}

#endif
