// SPDX-License-Identifier: MIT
using System; using System.Threading; using System.Threading.Tasks; using Ikc;

[IkcContract("files")]
public partial interface IFiles
{
    [IkcMethod(1)] IkcLease<byte> Read(long offset, int count);

    [IkcMethod(2)] ValueTask<IkcLease<byte>> ReadAsync(long offset, int count, CancellationToken token = default);
}

public static class Bad
{
    public static async ValueTask<int> ThrowAsync(IFiles files)
    {
        {|IKC0121:files.Read(0, 8)|};
        _ = {|IKC0121:files.Read(0, 8)|};
        {|IKC0121:await files.ReadAsync(0, 8)|};
        {|IKC0121:files.Read(0, 8)|}.Slice(4);
        Action later = () => {|IKC0121:files.Read(0, 8)|};
        later();
        return {|IKC0121:files.Read(0, 8)|}.Length + {|IKC0121:files.Read(0, 8)|}.Slice(4).Span[0] + ({|IKC0121:await files.ReadAsync(0, 8)|}).Span[0];
    }
}

public static class Good
{
    private static IkcLease<byte> Shared { get; } = IkcLease<byte>.Rent(8);

    public static async ValueTask<int> KeepAsync(IFiles files)
    {
        files.Read(0, 8).Dispose();
        (await files.ReadAsync(0, 8)).Dispose();
        using (files.Read(0, 8))
            Console.WriteLine("held");
        using IkcLease<byte> lease = files.Read(0, 8).Slice(4);
        Use(files.Read(0, 8));
        return Shared.Length + lease.Length + Get(files).Length;
    }

    public static IkcLease<byte> Pass(IFiles files) => files.Read(0, 8);

    private static void Use(IkcLease<byte> lease) => lease.Dispose();

    private static byte[] Get(IFiles files)
    {
        using IkcLease<byte> lease = files.Read(0, 8);
        return lease.Span.ToArray();
    }
}
