using System.Globalization;

namespace SdlPortal.Domain.Simulation.Studies;

/// <summary>One pass over a journal: what it holds, what could not be read, and where its last whole line ends.</summary>
internal sealed record JournalReading(StudyResults Results, IReadOnlyList<string> Remarks, long End)
{
    /// <exception cref="StudyFolderException">The file is not a study's journal.</exception>
    public static JournalReading Of(Stream file, string path)
    {
        var results = new StudyResults();
        var remarks = new List<string>();
        var (number, end) = (0, 0L);
        foreach (var (offset, line) in Lines(file))
        {
            number++;
            end = offset + line.Length + 1;
            if (line.Span.StartsWith(JournalLine.Head))
            {
                TakePlan(results, line, path);
                continue;
            }

            if (number == 1)
                throw Foreign(path);
            if (JournalLine.ReadRepetition(line, results.Plan.Observations) is not { } repetition || !results.Take(repetition, new JournalPlace(offset, line.Length)))
                remarks.Add(string.Create(CultureInfo.InvariantCulture, $"Line {number} of {path} cannot be read; its repetition is run again."));
        }

        if (number == 0 && file.Length > 0 && !StartsLikeOne(file))
            throw Foreign(path);
        if (file.Length > end)
            remarks.Add($"The last line of {path} was torn, as by a killed process, and is left out; its repetition is run again.");
        return new JournalReading(results, remarks, end);
    }

    private static void TakePlan(StudyResults results, ReadOnlyMemory<byte> line, string path)
    {
        try
        {
            var (plan, problems) = JournalLine.ReadPlan(line);
            results.Take(plan, problems);
        }
        catch (FormatException e)
        {
            throw new StudyFolderException($"The plan in {path} cannot be used: {e.Message} It was written by another version of this program, or by hand. Choose another folder.", e);
        }
    }

    private static StudyFolderException Foreign(string path) =>
        new($"{path} is not a study's journal. Choose another folder, or move that file away.");

    private static bool StartsLikeOne(Stream file)
    {
        Span<byte> start = stackalloc byte[(int)Math.Min(file.Length, JournalLine.Head.Length)];
        file.Position = 0;
        file.ReadExactly(start);
        return JournalLine.Head.StartsWith(start);
    }

    /// <summary>The lines that are ended by a line feed, with where they begin. A line is valid until the next is asked for.</summary>
    private static IEnumerable<(long Offset, ReadOnlyMemory<byte> Line)> Lines(Stream file)
    {
        file.Position = 0;
        var buffer = new byte[256 * 1024];
        var (start, filled, offset) = (0, 0, 0L);
        while (true)
        {
            var feed = buffer.AsSpan(start, filled - start).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                yield return (offset, buffer.AsMemory(start, feed));
                start += feed + 1;
                offset += feed + 1;
                continue;
            }

            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            (start, filled) = (0, filled - start);
            if (filled == buffer.Length)
                Array.Resize(ref buffer, 2 * buffer.Length);
            var read = file.Read(buffer, filled, buffer.Length - filled);
            if (read == 0)
                yield break;
            filled += read;
        }
    }
}
