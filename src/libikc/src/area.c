// SPDX-License-Identifier: MIT OR GPL-2.0
/* Headers of areas (PROTOCOL, section 3). */
#include "internal.h"

/* Rule 27: the header as a private copy, checked as far as every kind is. */
int ikc_read_header(const struct link *link, const struct area *area, struct ikc_area_header *header)
{
	if (area->bytes < IKC_AREA_BYTES_MIN || area->bytes % IKC_PAGE_BYTES)
		return 0;
	memcpy(header, area->at, sizeof(*header));
	return header->magic == IKC_AREA_MAGIC && header->header_bytes >= sizeof(*header) && header->header_bytes <= IKC_PAGE_BYTES &&
	       header->epoch == link->peer.epoch;
}

/* A new area with its header; the caller writes the rest and offers it. */
int ikc_create_area(struct ikc_node *node, uint64_t bytes, const struct ikc_area_header *fields, struct area *area)
{
	struct ikc_area_header *header;
	int status;

	bytes = (bytes + IKC_PAGE_BYTES - 1) & ~(uint64_t)(IKC_PAGE_BYTES - 1);
	status = node->fabric->create_area(node, bytes, area);
	if (status)
		return status;
	header = (struct ikc_area_header *)area->at;
	*header = *fields;
	header->magic = IKC_AREA_MAGIC;
	header->version_major = IKC_VERSION_MAJOR;
	header->version_minor = IKC_VERSION_MINOR;
	header->header_bytes = sizeof(*header);
	header->epoch = node->self.epoch;
	return IKC_STATUS_OK;
}

/* Whether ring and handshake text of a connect or an answer lie inside the area. */
int ikc_is_ring_sound(const struct ikc_area_header *header, uint64_t area_bytes)
{
	uint64_t ring = header->ring_bytes;

	return ring >= IKC_RING_BYTES_MIN && ring <= IKC_RING_BYTES_MAX && (ring & (ring - 1)) == 0 && header->ring_offset >= IKC_RING_OFFSET &&
	       header->ring_offset % IKC_PAGE_BYTES == 0 && header->ring_offset <= area_bytes && ring <= area_bytes - header->ring_offset &&
	       header->summary_index < IKC_CHANNELS_PER_LINK_MAX && header->bell <= 0xffff;
}
