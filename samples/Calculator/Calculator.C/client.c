/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "calculator.h"

#define SECOND INT64_C(1000000000)

/* Arguments and results are coded by functions of the header. */
static int add(struct ikc_client *calculator, int32_t a, int32_t b)
{
	const struct samples_calculator_add_arguments arguments = { .a = a, .b = b };
	struct samples_calculator_add_result result = { 0 };
	struct ikc_call call;
	int status = ikc_begin(calculator, SAMPLES_CALCULATOR_ADD, samples_calculator_add_arguments_bytes(&arguments), SECOND, &call);

	if (status == IKC_STATUS_OK) {
		samples_calculator_add_arguments_encode(&call.arguments, &arguments);
		status = ikc_invoke(&call);
	}
	if (status == IKC_STATUS_OK)
		samples_calculator_add_result_decode(&call.result, &result);
	printf("%d + %d = %d\n", a, b, result.value);
	ikc_end(&call);
	return status;
}

/* A block can be written where the service reads it. */
static int sum(struct ikc_client *calculator, uint32_t count)
{
	struct samples_calculator_sum_result result = { 0 };
	struct ikc_call call;
	int status = ikc_begin(calculator, SAMPLES_CALCULATOR_SUM, 16 + (uint64_t)count * sizeof(int64_t), SECOND, &call);

	if (status == IKC_STATUS_OK) {
		int64_t *values = ikc_put_block(&call.arguments, count, sizeof(*values));

		for (uint32_t i = 0; i < count; i++)
			values[i] = i;
		status = ikc_invoke(&call);
	}
	if (status == IKC_STATUS_OK)
		samples_calculator_sum_result_decode(&call.result, &result);
	printf("0 + ... + %u = %lld\n", count - 1, (long long)result.value);
	ikc_end(&call);
	return status;
}

int main(void)
{
	struct ikc_client *calculator;
	struct ikc_node *node;
	int status = ikc_open(&node, NULL);

	if (status != IKC_STATUS_OK)
		return status;
	status = ikc_connect(node, &samples_calculator_contract, NULL, 5 * SECOND, &calculator);
	if (status == IKC_STATUS_OK)
		status = add(calculator, 2, 3);
	if (status == IKC_STATUS_OK)
		status = sum(calculator, 100000);
	if (status != IKC_STATUS_OK)
		fprintf(stderr, "status %d: %s\n", status, ikc_error(node));
	ikc_close(node);
	return status;
}
