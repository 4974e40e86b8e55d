// SPDX-License-Identifier: MIT
namespace Ikc.Compatibility;

/// <summary>Texts of versions.</summary>
internal static class Sources
{
    /// <summary>A contract with these methods, their service, and a client that says what becomes of this call.</summary>
    public static string Thing(string methods, string service, string call, string attributes = "", string helpers = "") => $$"""
        [IkcContract("compatibility.thing")]{{attributes}}
        public partial interface IThing
        {
            {{methods}}
        }

        public sealed class Service : IThing
        {
            {{service}}
        }

        public static class Client
        {
            public static async Task<string> CallAsync(IThing thing, IkcChannel channel)
            {
                await Task.Yield();
                return {{call}};
            }

            {{helpers}}
        }
        """;
}
