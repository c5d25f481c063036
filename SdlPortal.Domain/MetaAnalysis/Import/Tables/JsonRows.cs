using System.Text.Json;

namespace SdlPortal.Domain.MetaAnalysis.Import.Tables;

/// <summary>
/// The objects of a file, one per line or all in one list, as rows: an object inside an object gives columns such as "config/lr", a list gives its text, true and false their words, null a blank.
/// An object that is no JSON is a fault of its row only.
/// </summary>
internal sealed class JsonRows(Stream stream, bool isArray) : ITableRows
{
    /// <summary>More different names than these are no table.</summary>
    public const int MostColumns = 50_000;

    private readonly JsonObjects objects = new(stream, isArray);
    private readonly TextPool names = new(MostColumns);
    private readonly List<string> columns = [];
    private readonly List<(int Row, int Offset, int Length)> cells = [];
    private byte[] text = new byte[1024];
    private byte[] path = new byte[256];
    private int used;
    private int row;

    public IReadOnlyList<string> Columns => columns;

    public string? Fault { get; private set; }

    public bool IsShort => false;

    public long Line => objects.Line;

    public double Fraction => stream.Length == 0 ? 1 : Math.Min(1, (double)stream.Position / stream.Length);

    public ReadOnlySpan<byte> this[int column] => column < cells.Count && cells[column].Row == row ? text.AsSpan(cells[column].Offset, cells[column].Length) : default;

    public bool Read()
    {
        if (!objects.Next(out var json))
            return false;
        Begin();
        try
        {
            ReadObject(json);
        }
        catch (JsonException first)
        {
            // Python writes NaN and Infinity as they stand, which is no JSON.
            var quoted = JsonObjects.QuoteBareNumbers(json);
            Begin();
            if (quoted is null)
                Fault = Say(first);
            else
                ReadAgain(quoted);
        }

        return true;
    }

    public void Dispose() => stream.Dispose();

    private static string Say(JsonException e) => $"This is no JSON object: {e.Message.Split(". LineNumber")[0]}. Correct the line.";

    private void Begin()
    {
        Fault = null;
        row++;
        used = 0;
    }

    private void ReadAgain(byte[] json)
    {
        try
        {
            ReadObject(json);
        }
        catch (JsonException e)
        {
            Fault = Say(e);
        }
    }

    private void ReadObject(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { AllowTrailingCommas = true });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("it does not begin with a brace");
        ReadMembers(ref reader, json, 0);
        if (reader.Read())
            throw new JsonException("something follows its end");
    }

    /// <param name="prefix">How many bytes of the path lead to this object.</param>
    private void ReadMembers(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, int prefix)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var end = AppendName(ref reader, prefix);
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                Room(ref path, end + 1);
                path[end] = (byte)'/';
                ReadMembers(ref reader, json, end + 1);
            }
            else if (reader.TokenType == JsonTokenType.StartArray)
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                Put(end, json[start..(int)reader.BytesConsumed]);
            }
            else if (reader.TokenType == JsonTokenType.String)
            {
                PutString(ref reader, end);
            }
            else if (reader.TokenType != JsonTokenType.Null)
            {
                Put(end, reader.ValueSpan);
            }
            else
            {
                _ = Column(end);
            }
        }
    }

    private int AppendName(ref Utf8JsonReader reader, int prefix)
    {
        Room(ref path, prefix + reader.ValueSpan.Length);
        var name = path.AsSpan(prefix);
        var length = reader.CopyString(name);
        var trimmed = Cells.Trim(name[..length]);
        trimmed.CopyTo(name);
        return prefix + trimmed.Length;
    }

    private void PutString(ref Utf8JsonReader reader, int pathEnd)
    {
        Room(ref text, used + reader.ValueSpan.Length);
        var room = text.AsSpan(used);
        var trimmed = Cells.Trim(room[..reader.CopyString(room)]);
        trimmed.CopyTo(room);
        Mark(pathEnd, trimmed.Length);
    }

    private void Put(int pathEnd, ReadOnlySpan<byte> value)
    {
        Room(ref text, used + value.Length);
        value.CopyTo(text.AsSpan(used));
        Mark(pathEnd, value.Length);
    }

    private void Mark(int pathEnd, int length)
    {
        cells[Column(pathEnd)] = (row, used, length);
        used += length;
    }

    private int Column(int pathEnd)
    {
        var index = names.IndexOf(path.AsSpan(0, pathEnd));
        if (index < 0)
            throw new RunSourceException($"The objects have more than {MostColumns:N0} different names by line {Line}; this is no table of runs. Leave out what is counted up in the names.");
        if (index == columns.Count)
        {
            columns.Add(names.Texts[index]);
            cells.Add(default);
        }

        return index;
    }

    private static void Room(ref byte[] buffer, int length)
    {
        if (buffer.Length < length)
            Array.Resize(ref buffer, Math.Max(length, buffer.Length * 2));
    }
}
