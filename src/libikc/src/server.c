// SPDX-License-Identifier: MIT OR GPL-2.0
/* The serving side: who may connect (PROTOCOL, sections 10.2 and 10.3), dispatch, replies. */
#include <stdio.h>
#include <stdlib.h>

#include "internal.h"
#include "text.h"

#define RECORDS_OF_VISIT 16

/* ---- connects ---- */

struct connect {
	struct link *link;
	struct area *area;
	const struct ikc_area_header *header;
	struct ikc_service *service;
	uint16_t method_count;
	uint16_t *ordinals;
};

static void refuse(const struct connect *connect, uint32_t status, const char *text)
{
	const struct ikc_area_header *asked = connect->header;
	struct ikc_node *node = connect->link->node;
	struct ikc_area_header header = { 0 };
	struct ikc_encoder e;
	struct area area;

	header.kind = IKC_AREA_KIND_ANSWER;
	header.lane = asked->lane;
	header.channel_key = asked->channel_key;
	header.connection_key = asked->connection_key;
	header.status = status;
	header.handshake_offset = IKC_CONTROL_OFFSET;
	header.handshake_bytes = 4 + strlen(text);
	if (ikc_create_area(node, IKC_AREA_BYTES_MIN, &header, &area))
		return;
	e = ikc_encoder_over(area.at + header.handshake_offset, IKC_PAGE_BYTES);
	ikc_put_text(&e, ikc_text_of(text));
	node->fabric->offer(connect->link, &area, IKC_AREA_KIND_ANSWER);
	node->fabric->release_own(node, &area);
}

static struct channel *find_channel(const struct link *link, uint64_t key)
{
	struct channel *ch;

	for (ch = link->node->channels; ch; ch = ch->next) {
		if (ch->link == link && !ch->is_client && ch->key == key)
			return ch;
	}
	return NULL;
}

static uint32_t count_channels(const struct ikc_node *node, uint64_t connection_key, int role)
{
	const struct channel *ch;
	uint32_t count = 0;

	for (ch = node->channels; ch; ch = ch->next) {
		if (!ch->is_client && ch->state == CHANNEL_OPEN && (int)ch->role == role && (role == 0 || ch->connection_key == connection_key))
			count++;
	}
	return count;
}

static uint16_t ordinal_of(const struct ikc_contract *contract, const char *name, const struct ikc_method_request *asked)
{
	uint16_t i;

	for (i = 0; i < contract->method_count; i++) {
		const struct ikc_method *method = &contract->methods[i];

		if (method->id != asked->method_id || strcmp(method->contract, name))
			continue;
		return method->kind == asked->kind && method->shape_hash == asked->shape_hash && method->kind <= IKC_METHOD_KIND_ONE_WAY_ASYNC ?
			       i : IKC_ORDINAL_DIFFERENT;
	}
	return IKC_ORDINAL_MISSING;
}

static int speaks(const struct ikc_contract *contract, const char *id)
{
	uint16_t i;

	for (i = 0; i < contract->base_count; i++) {
		if (strcmp(contract->bases[i], id) == 0)
			return 1;
	}
	return strcmp(contract->id, id) == 0;
}

/* The text of channel 0's connect, from a private copy. */
static uint32_t read_text(struct connect *connect, const uint8_t *copy, uint64_t bytes)
{
	struct ikc_decoder d = ikc_decoder_over(copy, bytes);
	char service_name[IKC_NAME_BYTES_MAX + 1], contract_id[IKC_NAME_BYTES_MAX + 1];
	char (*names)[IKC_NAME_BYTES_MAX + 1];
	struct ikc_service *service;
	uint16_t name_count, i;

	get_name(&d, service_name);
	get_name(&d, contract_id);
	name_count = get_u16(&d);
	if (d.failed || name_count > IKC_METHODS_MAX || name_count > (d.size - d.at) / 5)
		return IKC_STATUS_PROTOCOL_VIOLATION;
	names = malloc(sizeof(*names) * name_count + 1);
	if (!names)
		return IKC_STATUS_LIMIT_REACHED;
	for (i = 0; i < name_count; i++)
		get_name(&d, names[i]);
	connect->method_count = get_u16(&d);
	if (d.failed || connect->method_count > IKC_METHODS_MAX ||
	    connect->method_count > (d.size - d.at) / sizeof(struct ikc_method_request)) {
		free(names);
		return IKC_STATUS_PROTOCOL_VIOLATION;
	}
	for (service = connect->link->node->services; service; service = service->next) {
		if (strcmp(service->name, service_name) == 0 && !service->is_withdrawn)
			break;
	}
	connect->service = service;
	connect->ordinals = malloc(sizeof(uint16_t) * connect->method_count + 1);
	for (i = 0; i < connect->method_count && connect->ordinals; i++) {
		struct ikc_method_request asked;

		ikc_get(&d, &asked, sizeof(asked));
		if (asked.contract_name >= name_count) {
			free(names);
			return IKC_STATUS_PROTOCOL_VIOLATION;
		}
		connect->ordinals[i] = service ? ordinal_of(service->contract, names[asked.contract_name], &asked) : IKC_ORDINAL_MISSING;
	}
	free(names);
	if (!connect->ordinals)
		return IKC_STATUS_LIMIT_REACHED;
	if (!service)
		return IKC_STATUS_NOT_FOUND;
	return speaks(service->contract, contract_id) ? IKC_STATUS_OK : IKC_STATUS_INCOMPATIBLE_CONTRACT;
}

/* Section 10.3, in its order. */
static uint32_t check(struct connect *connect)
{
	const struct ikc_area_header *h = connect->header;
	const struct channel *zero;
	uint32_t status, ring;
	uint8_t *copy;

	if (h->version_major != IKC_VERSION_MAJOR || h->features)
		return IKC_STATUS_INCOMPATIBLE_CONTRACT;
	if (!ikc_is_ring_sound(h, connect->area->bytes) || h->handshake_bytes > IKC_HANDSHAKE_BYTES_MAX ||
	    h->handshake_offset > connect->area->bytes || h->handshake_bytes > connect->area->bytes - h->handshake_offset)
		return IKC_STATUS_PROTOCOL_VIOLATION;
	if (h->lane > IKC_CHANNEL_ROLE_STREAMS || find_channel(connect->link, h->channel_key))
		return IKC_STATUS_PROTOCOL_VIOLATION;
	if (h->lane == IKC_CHANNEL_ROLE_STREAMS)
		return IKC_STATUS_LIMIT_REACHED;
	if (h->call_slots < 1 || h->call_slots > (h->lane ? 1 : IKC_CALL_SLOTS_MAX) || h->reply_record_bytes < IKC_REPLY_RECORD_BYTES_MIN ||
	    h->reply_record_bytes > IKC_REPLY_RECORD_BYTES_MAX || h->reply_record_bytes % IKC_RECORD_ALIGNMENT)
		return IKC_STATUS_PROTOCOL_VIOLATION;
	if (h->lane == IKC_CHANNEL_ROLE_LANE) {
		zero = find_channel(connect->link, h->connection_key);
		if (!zero || zero->state != CHANNEL_OPEN || zero->role != IKC_CHANNEL_ROLE_ZERO)
			return IKC_STATUS_PEER_DIED;
		if (count_channels(connect->link->node, h->connection_key, IKC_CHANNEL_ROLE_LANE) >= LANES_OF_CONNECTION_MAX)
			return IKC_STATUS_LIMIT_REACHED;
		connect->service = zero->service;
	} else {
		copy = malloc(h->handshake_bytes + 1);
		if (!copy)
			return IKC_STATUS_LIMIT_REACHED;
		memcpy(copy, connect->area->at + h->handshake_offset, h->handshake_bytes);
		status = read_text(connect, copy, h->handshake_bytes);
		free(copy);
		if (status)
			return status;
		if (count_channels(connect->link->node, 0, IKC_CHANNEL_ROLE_ZERO) >= CONNECTIONS_MAX)
			return IKC_STATUS_LIMIT_REACHED;
	}
	ring = ikc_reply_ring_bytes(h->call_slots, h->reply_record_bytes);
	return connect->link->reply_bytes + ring > IKC_REPLY_BYTES_PER_LINK_MAX || connect->link->channels >= IKC_CHANNELS_PER_LINK_MAX ?
		       IKC_STATUS_LIMIT_REACHED : IKC_STATUS_OK;
}

static uint32_t accept_connect(struct connect *connect)
{
	const struct ikc_area_header *asked = connect->header;
	struct ikc_node *node = connect->link->node;
	struct ikc_area_header header = { 0 };
	struct channel *ch = calloc(1, sizeof(*ch));
	struct ikc_encoder e;

	if (!ch || ikc_ready_link(connect->link))
		goto failed;
	header.kind = IKC_AREA_KIND_ANSWER;
	header.lane = asked->lane;
	header.channel_key = asked->channel_key;
	header.connection_key = asked->connection_key;
	header.ring_offset = IKC_RING_OFFSET;
	header.ring_bytes = ikc_reply_ring_bytes(asked->call_slots, asked->reply_record_bytes);
	header.handshake_offset = header.ring_offset + header.ring_bytes;
	header.handshake_bytes = 8 + sizeof(uint16_t) * (uint64_t)connect->method_count;
	header.summary_index = connect->link->next_summary_index++ % IKC_CHANNELS_PER_LINK_MAX;
	if (ikc_create_area(node, header.handshake_offset + header.handshake_bytes, &header, &ch->own))
		goto failed;
	e = ikc_encoder_over(ch->own.at + header.handshake_offset, header.handshake_bytes);
	ikc_put_text(&e, ikc_text_of(""));
	ikc_put_elements(&e, connect->ordinals, connect->method_count, sizeof(uint16_t));
	ch->node = node;
	ch->link = connect->link;
	ch->service = connect->service;
	ch->role = asked->lane;
	ch->key = asked->channel_key;
	ch->connection_key = asked->connection_key;
	ch->call_slots = asked->call_slots;
	ch->reply_record_bytes = asked->reply_record_bytes;
	ch->theirs = *connect->area;
	ikc_join(ch, &header, asked);
	if (node->fabric->offer(ch->link, &ch->own, IKC_AREA_KIND_ANSWER)) {
		node->fabric->release_own(node, &ch->own);
		goto failed;
	}
	ch->link->channels++;
	ch->link->reply_bytes += header.ring_bytes;
	ch->next = node->channels;
	node->channels = ch;
	return IKC_STATUS_OK;
failed:
	free(ch);
	return IKC_STATUS_LIMIT_REACHED;
}

void ikc_receive_connect(struct link *link, struct area *area, const struct ikc_area_header *header)
{
	struct connect connect = { .link = link, .area = area, .header = header };
	uint32_t status = check(&connect);

	if (!status)
		status = accept_connect(&connect);
	free(connect.ordinals);
	if (!status)
		return;
	refuse(&connect, status, ikc_status_name((int)status));
	link->node->fabric->release_peers(link->node, area);
}

/* ---- replies ---- */

struct ikc_encoder *ikc_reply(struct ikc_request *request, uint64_t result_bytes_max)
{
	struct channel *ch = request->channel;
	int room;

	if (request->has_begun && request->in_slot)
		ch->out[request->slot].is_taken = 0;
	request->has_begun = 0;
	if (!request->expects_reply || ch->state != CHANNEL_OPEN)
		return NULL;
	request->in_slot = result_bytes_max > ch->reply_record_bytes - IKC_RECORD_HEADER_BYTES;
	if (request->in_slot) {
		if (ikc_take_slot(ch, result_bytes_max, &request->slot))
			return NULL;
		request->reply = ikc_encoder_over(ch->out[request->slot].area.at + IKC_BULK_OFFSET, result_bytes_max);
	} else {
		room = ikc_reserve(ch, (uint32_t)result_bytes_max, (uint8_t **)&request->record);
		if (room <= 0) {				/* rule 17 */
			ikc_close_channel(ch, IKC_STATUS_PROTOCOL_VIOLATION, 1);
			return NULL;
		}
		request->reply = ikc_encoder_over(request->record, result_bytes_max);
	}
	request->has_begun = 1;
	return &request->reply;
}

static void send(struct channel *ch, const void *payload, uint32_t bytes, uint8_t kind, uint8_t flags, uint64_t id)
{
	uint8_t *place;

	if (ikc_reserve(ch, bytes, &place) <= 0) {
		ikc_close_channel(ch, IKC_STATUS_PROTOCOL_VIOLATION, 1);
		return;
	}
	if (bytes)
		memcpy(place, payload, bytes);
	ikc_commit(ch, bytes, kind, flags, 0, id);
}

static void send_failure(struct channel *ch, uint64_t id, int status)
{
	struct {
		struct ikc_failure failure;
		char text[32];
	} payload = { { (uint32_t)status, status == IKC_STATUS_UNIMPLEMENTED ? IKC_FATE_NOT_SENT : IKC_FATE_EXECUTED }, { 0 } };
	int length = snprintf(payload.text, sizeof(payload.text), "%s", ikc_status_name(status));

	send(ch, &payload, (uint32_t)(sizeof(payload.failure) + (size_t)length), IKC_RECORD_KIND_FAILURE, 0, id);
}

static void reply(struct channel *ch, struct ikc_request *request, int status)
{
	struct slot_out *out = request->has_begun && request->in_slot ? &ch->out[request->slot] : NULL;

	if (out)
		out->is_taken = 0;
	if (!request->expects_reply || ch->state != CHANNEL_OPEN)
		return;
	if (!status && request->has_begun && request->reply.failed)
		status = IKC_STATUS_TOO_LARGE;
	if (status) {
		send_failure(ch, request->id, status);
	} else if (out) {
		struct ikc_slot_descriptor slot = { request->slot, ++out->generation, out->sequence, 0, request->reply.at };

		send(ch, &slot, sizeof(slot), IKC_RECORD_KIND_REPLY, IKC_FLAG_SLOT, request->id);
	} else if (request->has_begun) {
		ikc_commit(ch, (uint32_t)request->reply.at, IKC_RECORD_KIND_REPLY, 0, 0, request->id);
	} else {
		send(ch, NULL, 0, IKC_RECORD_KIND_REPLY, 0, request->id);
	}
}

int ikc_is_cancelled(struct ikc_request *request)
{
	struct channel *ch = request->channel;

	ikc_check_control(ch);
	if (ch->state != CHANNEL_OPEN || ikc_now_ns() >= request->deadline_ns)
		return 1;
	return request->expects_reply && load32(&ch->peers->cancel[IKC_CALL_SLOT(request->id)]) == IKC_CANCEL_WORD(request->id);
}

/* ---- dispatch ---- */

static int is_request_sound(const struct channel *ch, const struct record *record)
{
	uint16_t kind;

	if (record->method >= ch->service->contract->method_count)
		return 0;
	kind = ch->service->contract->methods[record->method].kind;
	if (record->kind == IKC_RECORD_KIND_REQUEST)
		return kind == (ch->role ? IKC_METHOD_KIND_SYNC : IKC_METHOD_KIND_ASYNC) && IKC_CALL_SLOT(record->call_id) < ch->call_slots;
	return kind == (ch->role ? IKC_METHOD_KIND_ONE_WAY : IKC_METHOD_KIND_ONE_WAY_ASYNC);
}

/* 1: served or passed, 0: nothing, or its slot is not there yet, -1: violation. */
static int dispatch(struct channel *ch)
{
	struct ikc_request request = { 0 };
	struct ikc_slot_descriptor slot;
	struct record record;
	int found = ikc_read(ch, &record), in_slot, status;

	if (found <= 0)
		return found;
	if (record.kind >= IKC_RECORD_KIND_ITEMS) {		/* rule 9 */
		found = ikc_drop(ch, &record);
		if (found > 0)
			ikc_publish_head(ch, ch->head);
		return found;
	}
	if ((record.kind != IKC_RECORD_KIND_REQUEST && record.kind != IKC_RECORD_KIND_ONE_WAY) || !is_request_sound(ch, &record))
		return -1;
	request.deadline_ns = IKC_FOREVER;
	if (record.flags & IKC_FLAG_DEADLINE) {
		struct ikc_deadline_prefix prefix;

		if (record.payload_bytes < sizeof(prefix))
			return -1;
		memcpy(&prefix, record.payload, sizeof(prefix));
		record.payload += sizeof(prefix);
		record.payload_bytes -= sizeof(prefix);
		if (record.kind == IKC_RECORD_KIND_REQUEST)
			request.deadline_ns = ikc_after(prefix.remaining_ns < 1 ? 1 : prefix.remaining_ns);
	}
	in_slot = record.flags & IKC_FLAG_SLOT;
	if (in_slot) {
		found = ikc_find_payload(ch, &record, &slot);
		if (found <= 0)
			return found;
	}
	request.method = record.method;
	request.arguments = ikc_decoder_over(record.payload, record.payload_bytes);
	request.context = ch->service->context;
	request.channel = ch;
	request.id = record.call_id;
	request.expects_reply = record.kind == IKC_RECORD_KIND_REQUEST;
	ch->node->depth++;
	status = ch->service->handler(&request);
	ch->node->depth--;
	ch->node->served++;
	if (in_slot)
		ikc_free_slot(ch, &slot);
	ikc_pass(ch, &record);
	ikc_publish_head(ch, ch->head);
	if (request.arguments.failed) {
		reply(ch, &request, IKC_STATUS_PROTOCOL_VIOLATION);
		return -1;
	}
	reply(ch, &request, status);
	return 1;
}

/* A visit, with a limit (rule 21). Returns how many records were passed. */
int ikc_serve_channel(struct channel *ch)
{
	int passed = 0, result = 1;

	ch->depth++;
	ikc_check_control(ch);
	while (ch->state == CHANNEL_OPEN && passed < RECORDS_OF_VISIT && !ch->is_stalled) {
		result = dispatch(ch);
		if (result <= 0)
			break;
		passed++;
	}
	if (result < 0)
		ikc_close_channel(ch, IKC_STATUS_PROTOCOL_VIOLATION, 1);
	ch->depth--;
	return passed;
}
