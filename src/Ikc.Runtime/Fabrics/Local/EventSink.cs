// SPDX-License-Identifier: MIT
namespace Ikc.Fabrics.Local;

/// <summary>The caller's room for events, and how much of it is used.</summary>
internal ref struct EventSink(Span<FabricEvent> room)
{
    /// <summary>A message makes one event at most, and after it there is a ring or a death.</summary>
    public const int RoomForMessage = 2;

    private readonly Span<FabricEvent> _room = room;

    public int Count { get; private set; }

    public readonly int Room => _room.Length - Count;

    public void Add(FabricEvent happened) => _room[Count++] = happened;
}
