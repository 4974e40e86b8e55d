// SPDX-License-Identifier: MIT
using System; using Ikc;

[IkcContract("files")]
public partial interface IFiles
{
    [IkcMethod(1)] IkcLease<byte> Read(long offset, int count);
}

public static class Bad
{
    public static int Accessed(IFiles files)
    {
        IkcLease<byte> lease = files.Read(0, 8);
        lease.Dispose();
        return {|IKC0123:lease|}.Span[0];
    }

    public static int Deeper(IkcLease<byte> lease, bool isWanted)
    {
        lease.Dispose();
        if (isWanted)
            return {|IKC0123:lease|}.Slice(4).Span[0];
        return 0;
    }

    public static IkcLease<byte> HandedOn(IFiles files)
    {
        IkcLease<byte> lease = files.Read(0, 8);
        lease.Dispose();
        return {|IKC0123:lease|};
    }
}

public static class Good
{
    public static int Answered(IFiles files)
    {
        IkcLease<byte> lease = files.Read(0, 8);
        int first = lease.Span[0];
        lease.Dispose();
        lease.Dispose();
        return first + lease.Length;
    }

    public static int AnotherOne(IFiles files)
    {
        IkcLease<byte> lease = files.Read(0, 8);
        lease.Dispose();
        lease = files.Read(8, lease.Length);
        int first = lease.Span[0];
        lease.Dispose();
        return first;
    }

    public static int OnAnotherPath(IkcLease<byte> lease, bool isEmpty)
    {
        if (isEmpty)
        {
            lease.Dispose();
            return 0;
        }

        return lease.Span[0];
    }

    public static Func<int> InALambda(IkcLease<byte> lease)
    {
        lease.Dispose();
        return () => lease.Span[0]; // to be called to see that it throws
    }
}
