// SPDX-License-Identifier: MIT
using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Ikc;

[IkcContract("files")]
public partial interface IFiles
{
    [IkcMethod(1)] IkcLease<byte> Read(long offset, int count);

    [IkcMethod(2)] ValueTask<IkcLease<byte>> ReadAsync(long offset, int count, CancellationToken token = default);
}

public static class Bad
{
    public static int Never(IFiles files)
    {
        var {|IKC0120:lease|} = files.Read(0, 8);
        return lease.Span[0];
    }

    public static async ValueTask<int> NeverAwaited(IFiles files)
    {
        IkcLease<byte> {|IKC0120:lease|} = await files.ReadAsync(0, 8).ConfigureAwait(false);
        return lease.Length;
    }

    public static int WithOptions(IFiles files)
    {
        var {|IKC0120:lease|} = files.With(deadline: TimeSpan.FromSeconds(1)).Read(0, 8);
        return lease.Length;
    }

    public static int EarlyReturn(IFiles files)
    {
        IkcLease<byte> {|IKC0120:lease|} = files.Read(0, 8);
        if (lease.Length < 8)
            return 0;
        int first = lease.Span[0];
        lease.Dispose();
        return first;
    }

    public static int EarlyThrow(IFiles files)
    {
        IkcLease<byte> {|IKC0120:lease|} = files.Read(0, 8);
        if (lease.Length < 8)
            throw new InvalidOperationException();
        int first = lease.Span[0];
        lease.Dispose();
        return first;
    }

    public static IkcLease<byte> ReturnedOnOnePath(IFiles files)
    {
        IkcLease<byte> {|IKC0120:lease|} = files.Read(0, 8);
        return lease.Length == 8 ? lease : default;
    }

    public static void Overwritten(IFiles files)
    {
        IkcLease<byte> {|IKC0120:lease|} = files.Read(0, 8);
        lease = files.Read(8, 8);
        lease.Dispose();
    }

    public static void AssignedLater(IFiles files, bool isFirst)
    {
        IkcLease<byte> lease;
        if (isFirst)
            {|IKC0120:lease|} = files.Read(0, 8);
        else
            {|IKC0120:lease|} = files.Read(8, 8);
        Console.WriteLine(lease.Length);
    }

    public static int InALoop(IFiles files)
    {
        int sum = 0;
        for (int i = 0; i < 3; i++)
        {
            IkcLease<byte> {|IKC0120:lease|} = files.Read(i, 8);
            if (lease.Span[0] == 0)
                continue;
            sum += lease.Span[0];
            lease.Dispose();
        }

        return sum;
    }

    public static int ChosenAndSliced(IFiles files, bool isFirst)
    {
        IkcLease<byte> {|IKC0120:lease|} = (isFirst ? files.Read(0, 8) : files.Read(8, 8)).Slice(4);
        return lease.Slice(2).Span[0];
    }

    public static Func<int> Captured(IFiles files)
    {
        IkcLease<byte> {|IKC0120:lease|} = files.Read(0, 8);
        return () => lease.Span[0];
    }

    public static Action InALambda(IFiles files) => () =>
    {
        IkcLease<byte> {|IKC0120:lease|} = files.Read(0, 8);
        Console.WriteLine(lease.Length);
    };

    public static int InALocalFunction(IFiles files)
    {
        return First();

        int First()
        {
            IkcLease<byte> {|IKC0120:lease|} = files.Read(0, 8);
            return lease.Span[0];
        }
    }

    public static int Rented()
    {
        IkcLease<byte> {|IKC0120:lease|} = IkcLease<byte>.Rent(8);
        return lease.Length;
    }

    public static void WithAFlagThatIsWrong(IFiles files, bool isShort)
    {
        IkcLease<byte> {|IKC0120:lease|} = files.Read(0, 8);
        bool isMine = isShort;
        if (isMine)
            lease.Dispose();
    }

    public static void WithAParameterThatChanges(IFiles files, bool isWanted)
    {
        IkcLease<byte> lease = default;
        if (isWanted)
            {|IKC0120:lease|} = files.Read(0, 8);
        isWanted = lease.Length > 4;
        if (isWanted)
            lease.Dispose();
    }

    public static int FinallyOfAnother(IFiles files, IDisposable other)
    {
        IkcLease<byte> {|IKC0120:lease|} = files.Read(0, 8);
        try
        {
            return lease.Span[0];
        }
        finally
        {
            other.Dispose();
        }
    }
}

public static class Good
{
    private static readonly List<IkcLease<byte>> s_kept = [];

    public static int Using(IFiles files)
    {
        using var lease = files.Read(0, 8);
        return lease.Span[0];
    }

    public static async ValueTask<int> UsingAwaited(IFiles files)
    {
        using (IkcLease<byte> lease = await files.ReadAsync(0, 8))
            return lease.Span[0];
    }

    public static int Disposed(IFiles files)
    {
        IkcLease<byte> lease = files.Read(0, 8);
        int first = lease.Length < 8 ? 0 : lease.Span[0];
        lease.Dispose();
        return first;
    }

    public static int DisposedInFinally(IFiles files)
    {
        IkcLease<byte> lease = files.Read(0, 8);
        try
        {
            if (lease.Length < 8)
                throw new InvalidOperationException();
            return lease.Span[0];
        }
        finally
        {
            lease.Dispose();
        }
    }

    public static void UsedLater(IFiles files)
    {
        IkcLease<byte> lease = files.Read(0, 8);
        using (lease)
            Console.WriteLine(lease.Length);
    }

    public static IkcLease<byte> Returned(IFiles files)
    {
        IkcLease<byte> lease = files.Read(0, 8);
        lease.Span[0] = 1;
        return lease;
    }

    public static IkcLease<byte> ReturnedAPart(IFiles files)
    {
        IkcLease<byte> lease = files.Read(0, 8);
        return lease.Slice(4);
    }

    public static IkcLease<byte> Filled(int count)
    {
        IkcLease<byte> lease = IkcLease<byte>.Rent(count);
        if (lease.Length == 0)
            throw new InvalidOperationException("The runtime frees it.");
        lease.Span.Clear();
        return lease;
    }

    public static void Passed(IFiles files)
    {
        IkcLease<byte> lease = files.Read(0, 8);
        s_kept.Add(lease);
    }

    public static IEnumerable<IkcLease<byte>> Yielded(IFiles files)
    {
        IkcLease<byte> lease = files.Read(0, 8);
        yield return lease;
    }

    public static void WithAFlag(IFiles files, bool isWanted)
    {
        IkcLease<byte> lease = default;
        bool isThere = false;
        if (isWanted)
        {
            lease = files.Read(0, 8);
            isThere = true;
        }

        if (isThere)
            lease.Dispose();
    }

    public static void WithAParameter(IFiles files, bool isWanted, bool isQuiet)
    {
        IkcLease<byte> lease = default;
        if (isWanted)
            lease = files.Read(0, 8);
        if (!isQuiet)
            Console.WriteLine(lease.Length);
        if (!isWanted)
            return;
        lease.Dispose();
    }

    public static void KeptWithAFlag(IFiles files)
    {
        IkcLease<byte> lease = files.Read(0, 8);
        bool isKept = false;
        try
        {
            if (lease.Length == 8)
            {
                s_kept.Add(lease);
                isKept = true;
            }
        }
        finally
        {
            if (!isKept)
                lease.Dispose();
        }
    }

    public static IkcLease<byte> GivenBackOnFailure(IFiles files)
    {
        IkcLease<byte> lease = files.Read(0, 8);
        try
        {
            if (lease.Span[0] == 0)
                throw new InvalidOperationException();
            return lease;
        }
        catch
        {
            lease.Dispose();
            throw;
        }
    }

    public static Func<int> DisposedInALambda(IFiles files)
    {
        IkcLease<byte> lease = files.Read(0, 8);
        return () =>
        {
            int first = lease.Span[0];
            lease.Dispose();
            return first;
        };
    }

    public static void ReassignedInALoop(IFiles files)
    {
        IkcLease<byte> lease = files.Read(0, 8);
        for (int i = 1; i < 3; i++)
        {
            lease.Dispose();
            lease = files.Read(i, 8);
        }

        lease.Dispose();
    }

    public static void Borrowed()
    {
        IkcLease<byte> lease = s_kept[0];
        Console.WriteLine(lease.Length);
    }

    public static int FromAnExpression(IFiles files) => files is null ? 0 : Using(files);
}
