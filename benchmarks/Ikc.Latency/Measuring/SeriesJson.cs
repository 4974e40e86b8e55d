// SPDX-License-Identifier: MIT
using System.Text.Json.Serialization;

namespace Ikc.Latency.Measuring;

/// <summary>Without reflection, for the harness is also built as Native AOT.</summary>
[JsonSerializable(typeof(SeriesData))]
[JsonSerializable(typeof(SeriesData[]))]
internal sealed partial class SeriesJson : JsonSerializerContext;
