using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace SdlPortal.Domain.Analytics.Models.Trees;

/// <summary>A binary tree over rows of numbers: a node sends a row left where its column is not above the cut. Nodes stand level by level, the two children of a node side by side, so that nothing but columns and numbers needs to be kept. Immutable.</summary>
internal sealed class CutTree
{
    private const ushort Leaf = ushort.MaxValue;

    private readonly Node[] nodes;

    private CutTree(Node[] nodes) => this.nodes = nodes;

    /// <summary>16 bytes: two for each cache line's quarter.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Node(int Column, int Left, double Number);

    public int Size => nodes.Length;

    /// <param name="root">Of a tree in any order.</param>
    /// <param name="read">A node's column (−1 for a leaf), its cut or value, and its children.</param>
    public static CutTree From(int root, Func<int, (int Column, double Number, int Left, int Right)> read)
    {
        var nodes = new List<Node>();
        var waiting = new Queue<int>();
        waiting.Enqueue(root);
        while (waiting.TryDequeue(out var at))
        {
            var (column, number, left, right) = read(at);
            nodes.Add(new Node(column, column < 0 ? -1 : nodes.Count + waiting.Count + 1, number));
            if (column < 0)
                continue;
            waiting.Enqueue(left);
            waiting.Enqueue(right);
        }

        return new CutTree([.. nodes]);
    }

    public double Value(ReadOnlySpan<double> row)
    {
        var at = 0;
        while (true)
        {
            ref readonly var node = ref nodes[at];
            if (node.Column < 0)
                return node.Number;
            at = row[node.Column] <= node.Number ? node.Left : node.Left + 1;
        }
    }

    /// <summary>Columns as 16 bits and numbers as 64 bits of each node, deflated.</summary>
    public static byte[] Pack(IReadOnlyList<CutTree> trees)
    {
        using var packed = new MemoryStream();
        using (var deflated = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            foreach (var tree in trees)
            {
                var bytes = new byte[4 + (10 * tree.Size)];
                BinaryPrimitives.WriteInt32LittleEndian(bytes, tree.Size);
                for (var i = 0; i < tree.Size; i++)
                {
                    BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(4 + (2 * i)), tree.nodes[i].Column < 0 ? Leaf : (ushort)tree.nodes[i].Column);
                    BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(4 + (2 * tree.Size) + (8 * i)), tree.nodes[i].Number);
                }

                deflated.Write(bytes);
            }
        }

        return packed.ToArray();
    }

    /// <exception cref="InvalidDataException">It is no row of trees over so many columns.</exception>
    public static CutTree[] Unpack(byte[] packed, int width)
    {
        using var deflated = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress);
        var trees = new List<CutTree>();
        var head = new byte[4];
        while (deflated.ReadAtLeast(head, 4, throwOnEndOfStream: false) is var got and > 0)
        {
            var size = BinaryPrimitives.ReadInt32LittleEndian(head);
            if (got < 4 || size is <= 0 or > 100_000_000)
                throw new InvalidDataException("a tree is cut short");
            var bytes = new byte[10 * size];
            if (deflated.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
                throw new InvalidDataException("a tree is cut short");
            trees.Add(Of(bytes, size, width));
        }

        return [.. trees];
    }

    private static CutTree Of(byte[] bytes, int size, int width)
    {
        var nodes = new Node[size];
        var next = 1;
        for (var i = 0; i < size; i++)
        {
            var column = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(2 * i));
            var number = BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan((2 * size) + (8 * i)));
            if (column == Leaf)
            {
                nodes[i] = new Node(-1, -1, number);
                continue;
            }

            // Children stand behind their parent, so every walk ends.
            if (column >= width || next + 1 >= size)
                throw new InvalidDataException("a tree points to what is not there");
            nodes[i] = new Node(column, next, number);
            next += 2;
        }

        return new CutTree(nodes);
    }
}
