using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace SdlPortal.Hardware.LineInstrument;

/// <summary>The words and numbers that lines are made of. Whatever would break a line travels percent-encoded, as in web addresses.</summary>
internal static class LineText
{
    private const string Hex = "0123456789ABCDEF";

    /// <summary>One word: no blank, no control character, nothing but ASCII.</summary>
    public static string Word(string text) => Encode(text, keepBlanks: false, alsoEncode: '%');

    /// <summary>One word that may stand before "=".</summary>
    public static string Key(string text) => Encode(text, keepBlanks: false, alsoEncode: '=');

    /// <summary>Words up to the end of the line.</summary>
    public static string Rest(string text) => Encode(text, keepBlanks: true, alsoEncode: '%');

    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    /// <returns>The text that was encoded, or null when this is no encoding of any text.</returns>
    public static string? Decode(string text)
    {
        var bytes = new ArrayBufferWriter<byte>(Math.Max(1, text.Length));
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is < ' ' or > '~')
                return null;
            if (c != '%')
            {
                bytes.Write([(byte)c]);
                continue;
            }

            if (i + 2 >= text.Length || !byte.TryParse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
                return null;
            bytes.Write([code]);
            i += 2;
        }

        return Utf8.IsValid(bytes.WrittenSpan) ? Encoding.UTF8.GetString(bytes.WrittenSpan) : null;
    }

    private static string Encode(string text, bool keepBlanks, char alsoEncode)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            if ((b is > 0x20 and <= 0x7E || (b == 0x20 && keepBlanks)) && b != '%' && b != alsoEncode)
                encoded.Append((char)b);
            else
                encoded.Append('%').Append(Hex[b >> 4]).Append(Hex[b & 15]);
        }

        return encoded.ToString();
    }
}
