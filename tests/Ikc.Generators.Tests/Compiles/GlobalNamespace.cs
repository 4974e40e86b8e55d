// SPDX-License-Identifier: MIT
[Ikc.IkcContract("global")]
public partial interface IGlobal
{
    [Ikc.IkcMethod(1)]
    System.Threading.Tasks.ValueTask<byte[]?> ReadAsync(GlobalHeader header, int length, System.Threading.CancellationToken cancellationToken);
}

[Ikc.IkcStruct]
public struct GlobalHeader
{
    public long A;
}

public abstract partial class Outer
{
    public partial record struct Middle
    {
        /// <summary>A contract nested in two types.</summary>
        [Ikc.IkcContract("nested")]
        internal partial interface INested : IGlobal
        {
            [Ikc.IkcMethod(1)]
            Ikc.IkcLease<int> Read(int count);
        }
    }

    [Ikc.IkcContract("protected")]
    protected internal partial interface IProtected
    {
        [Ikc.IkcMethod(1, OneWay = true)]
        System.Threading.Tasks.ValueTask TellAsync(params int[] values);
    }
}

[Ikc.IkcContract("empty")]
internal partial interface IEmpty;
