// SPDX-License-Identifier: MIT
namespace Ikc.Fabrics;

/// <summary>What the peers of each user have made this node map. A mapping counts until it is gone.</summary>
internal sealed class MappingBudget(MappingLimits limits)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<uint, Share> _users = [];

    /// <summary>Counts a mapping; false when it is over a limit of its peer's or its user's.</summary>
    public bool TryTake(uint userId, Share peer, long sizeBytes)
    {
        lock (_lock)
        {
            if (!_users.TryGetValue(userId, out Share? user))
                _users.Add(userId, user = new Share());
            if (sizeBytes > limits.AreaBytesMax
                || peer.Areas >= limits.AreasPerPeerMax || peer.Bytes > limits.AreaBytesPerPeerMax - sizeBytes
                || user.Areas >= limits.AreasPerUserMax || user.Bytes > limits.AreaBytesPerUserMax - sizeBytes)
                return false;
            peer.Add(1, sizeBytes);
            user.Add(1, sizeBytes);
            return true;
        }
    }

    public void Return(uint userId, Share peer, long sizeBytes)
    {
        lock (_lock)
        {
            peer.Add(-1, -sizeBytes);
            _users[userId].Add(-1, -sizeBytes);
        }
    }

    /// <summary>What one peer or user has taken. Changed under the budget's lock.</summary>
    internal sealed class Share
    {
        public int Areas { get; private set; }

        public long Bytes { get; private set; }

        public void Add(int areas, long bytes)
        {
            Areas += areas;
            Bytes += bytes;
        }
    }
}
