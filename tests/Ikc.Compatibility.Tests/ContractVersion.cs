// SPDX-License-Identifier: MIT
using System.Reflection;
using System.Runtime.Loader;
using Ikc.Generators.Harness;
using Microsoft.CodeAnalysis;

namespace Ikc.Compatibility;

/// <summary>
/// One version of a contract, built as a library of its own: its contract <c>IThing</c>, a <c>Service</c>, and a <c>Client</c> that says in a
/// text what became of its calls.
/// </summary>
internal sealed class ContractVersion
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using Ikc;
        using MessagePack;

        """;

    private const string Driver = """
        public static class Driver
        {
            public static IkcService Serve(IkcNode node) => node.Serve<IThing>(new Service());

            public static async Task<string> CallAsync(IkcNode node)
            {
                IThing thing = await node.ConnectAsync<IThing>();
                await using IkcChannel channel = IkcChannel.Of(thing);
                return await Client.CallAsync(thing, channel);
            }

            /// <summary>The result of a call, or the status that it ends with.</summary>
            public static async Task<string> TextOf<T>(Func<ValueTask<T>> call)
            {
                try
                {
                    return $"{await call()}";
                }
                catch (IkcException failure)
                {
                    return $"{failure.Status}";
                }
            }
        }
        """;

    private readonly Type _driver;

    private ContractVersion(Type driver) => _driver = driver;

    public static ContractVersion Build(string name, string source)
    {
        Compilation compilation = Compile.AssertClean(Compile.Named(name, [], Usings + source, Usings + Driver));
        using var image = new MemoryStream();
        Assert.True(compilation.Emit(image).Success);
        image.Position = 0;
        Assembly assembly = new AssemblyLoadContext(name).LoadFromStream(image); // the runtime is the test's own
        return new ContractVersion(assembly.GetType("Driver", throwOnError: true)!);
    }

    public IkcService Serve(IkcNode node) => (IkcService)Invoke("Serve", node);

    public Task<string> CallAsync(IkcNode node) => (Task<string>)Invoke("CallAsync", node);

    private object Invoke(string method, IkcNode node) =>
        _driver.GetMethod(method)!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [node], null)!;
}
