// SPDX-License-Identifier: MIT
namespace Ikc.Generators.Model;

/// <summary>Names of the types that are generated beside a contract, none of them taken by the user.</summary>
internal sealed record GeneratedNames(string Calls, string Client, string Dispatcher, string Definition, string WithOptions, string Intercepted);
