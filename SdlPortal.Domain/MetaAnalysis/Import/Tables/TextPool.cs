using System.Text;

namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>Different texts of a column, numbered in the order of their first appearance; holds each once, up to a limit. Not safe for threads.</summary>
internal sealed class TextPool(int limit)
{
    private readonly List<string> texts = [];
    private readonly List<byte[]> bytes = [];
    private int[] slots = CreateSlots(16);
    private int last = -1;

    public IReadOnlyList<string> Texts => texts;

    /// <summary>So many texts have room; fewer than there are already means no more.</summary>
    public int Limit { get; set; } = limit;

    /// <summary>True when a text was met that had no room any more.</summary>
    public bool Overflowed { get; private set; }

    /// <summary>The text's number; −1 where it is new and there is no room.</summary>
    public int IndexOf(ReadOnlySpan<byte> text)
    {
        if (last >= 0 && text.SequenceEqual(bytes[last]))
            return last;
        var slot = (int)(Hash(text) & (uint)(slots.Length - 1));
        for (; slots[slot] >= 0; slot = (slot + 1) & (slots.Length - 1))
        {
            if (text.SequenceEqual(bytes[slots[slot]]))
                return last = slots[slot];
        }

        if (texts.Count >= Limit)
        {
            Overflowed = true;
            return -1;
        }

        slots[slot] = texts.Count;
        texts.Add(Encoding.UTF8.GetString(text));
        bytes.Add(text.ToArray());
        if (texts.Count * 2 > slots.Length)
            Grow();
        return last = texts.Count - 1;
    }

    /// <summary>The text as a string, the same instance for the same text while there is room.</summary>
    public string Get(ReadOnlySpan<byte> text) => IndexOf(text) is >= 0 and var index ? texts[index] : Encoding.UTF8.GetString(text);

    /// <summary>FNV-1a: only this pool's layout depends on it, no result.</summary>
    public static uint Hash(ReadOnlySpan<byte> text)
    {
        var hash = 2166136261u;
        foreach (var b in text)
            hash = (hash ^ b) * 16777619u;
        return hash ^ (hash >> 15);
    }

    private static int[] CreateSlots(int count)
    {
        var created = new int[count];
        Array.Fill(created, -1);
        return created;
    }

    private void Grow()
    {
        slots = CreateSlots(slots.Length * 2);
        for (var i = 0; i < bytes.Count; i++)
        {
            var slot = (int)(Hash(bytes[i]) & (uint)(slots.Length - 1));
            while (slots[slot] >= 0)
                slot = (slot + 1) & (slots.Length - 1);
            slots[slot] = i;
        }
    }
}
