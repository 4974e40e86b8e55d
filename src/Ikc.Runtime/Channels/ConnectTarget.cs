// SPDX-License-Identifier: MIT
using Ikc.CompilerServices;

namespace Ikc.Channels;

/// <summary>What a client connects to, and how it will call.</summary>
/// <param name="ServiceName">Name of the service.</param>
/// <param name="Contract">The client's contract.</param>
/// <param name="WaitPolicy">How its synchronous callers wait.</param>
/// <param name="CallTimeoutNs">Time for a call that names none; 0: without end.</param>
internal sealed record ConnectTarget(string ServiceName, IkcContractDefinition Contract, IkcWaitPolicy WaitPolicy, long CallTimeoutNs);
