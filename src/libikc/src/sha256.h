/* SPDX-License-Identifier: MIT OR GPL-2.0 */
/* SHA-256 of a short text (FIPS 180-4), for the names of lock files. */
#ifndef IKC_SHA256_H
#define IKC_SHA256_H

#include <stddef.h>
#include <stdint.h>

void ikc_sha256(const void *text, size_t bytes, uint8_t digest[32]);

#endif
