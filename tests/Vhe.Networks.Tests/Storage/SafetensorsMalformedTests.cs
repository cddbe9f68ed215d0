using System.Text;
using Vhe.Networks.Storage;
using static Vhe.Networks.Tests.Storage.SafetensorsSamples;

namespace Vhe.Networks.Tests.Storage;

public class SafetensorsMalformedTests
{
    private static IEnumerable<TestCaseData> Headers()
    {
        var good = Entry("w", "F16", "[1]", "[0,2]");

        yield return Case("Not_JSON", "{oops}", "not valid JSON");
        yield return Case("No_object", "[1]", "'{'");
        yield return Case("Nothing", "", "'{'");
        yield return Case("Cut_off", "{" + good, "not valid JSON");
        yield return Case("A_second_value", "{" + good + "}{}", "not valid JSON");
        yield return Case("A_trailing_comma", "{" + good + ",}", "not valid JSON");
        yield return Case("A_comment", "{/**/" + good + "}", "not valid JSON");
        yield return Case("Too_deep", """{"w":{"dtype":"F16","shape":[[1]],"data_offsets":[0,2]}}""", "not valid JSON");
        yield return Case("Half_a_character", "{\"\\ud800\":{}}", "Unicode");

        yield return Case("A_tensor_twice", Two(good, good), "'w'", "twice");
        yield return Case("A_tensor_twice_by_an_escape", Two(good, good.Replace("w", "\\u0077")), "'w'", "twice");
        yield return Case("A_tensor_without_a_name", "{" + Entry("", "F16", "[1]", "[0,2]") + "}", "has 0 characters");
        yield return Case("Too_long_a_name", "{" + Entry(new string('x', 513), "F16", "[1]", "[0,2]") + "}", "has 513 characters");
        yield return Case("An_entry_that_is_no_object", """{"w":2}""", "'w'", "not an object");

        yield return Case("An_unknown_dtype", Only("Q4", "[2]", "[0,2]"), "'w'", "'Q4'", "F16, F32, I64");
        yield return Case("A_dtype_in_lower_case", Only("f16", "[1]", "[0,2]"), "'w'", "'f16'");
        yield return Case("A_dtype_of_others", Only("BF16", "[1]", "[0,2]"), "'w'", "'BF16'", "F16, F32, I64");
        yield return Case("A_dtype_by_its_number", Only("1", "[1]", "[0,2]"), "'w'", "'1'");
        yield return Case("A_dtype_that_is_no_string", """{"w":{"dtype":8,"shape":[1],"data_offsets":[0,2]}}""", "'w'", "dtype");
        yield return Case("No_dtype", """{"w":{"shape":[1],"data_offsets":[0,2]}}""", "'w'", "no 'dtype'");
        yield return Case("No_shape", """{"w":{"dtype":"F16","data_offsets":[0,2]}}""", "'w'", "no 'shape'");
        yield return Case("No_offsets", """{"w":{"dtype":"F16","shape":[1]}}""", "'w'", "no 'data_offsets'");
        yield return Case("A_field_twice", """{"w":{"dtype":"F16","shape":[1],"shape":[1]}}""", "'w'", "'shape' twice");
        yield return Case("An_unknown_field", """{"w":{"dtype":"F16","shape":[1],"stride":1}}""", "'w'", "'stride'");

        yield return Case("A_negative_dimension", Only("F16", "[-1]", "[0,2]"), "'w'", "shape");
        yield return Case("A_fractional_dimension", Only("F16", "[1.0]", "[0,2]"), "'w'", "shape");
        yield return Case("A_dimension_beyond_64_bits", Only("F16", "[99999999999999999999]", "[0,2]"), "'w'", "shape");
        yield return Case("A_shape_that_is_no_array", Only("F16", "1", "[0,2]"), "'w'", "shape");
        yield return Case("Too_many_dimensions", Only("F16", "[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]", "[0,2]"), "'w'", "16");
        yield return Case("A_product_that_overflows", Only("F16", "[4294967296,4294967296]", "[0,2]"), "'w'", "too large");
        yield return Case("An_overflow_times_zero", Only("F16", "[9223372036854775807,9,0]", "[0,0]"), "'w'", "too large");
        yield return Case("A_shape_larger_than_the_data", Only("F16", "[3]", "[0,2]"), "'w'", "needs 6 bytes");
        yield return Case("A_dtype_wider_than_the_data", Only("F32", "[2]", "[0,2]"), "'w'", "needs 8 bytes");

        yield return Case("Offsets_that_overlap", Two(good, Entry("x", "F16", "[1]", "[1,3]")), "'x'", "overlaps");
        yield return Case("A_hole_at_the_start", Only("F16", "[1]", "[1,3]"), "'w'", "hole");
        yield return Case("A_hole_in_the_middle", Two(good, Entry("x", "F16", "[1]", "[3,5]")), "'x'", "hole");
        yield return Case("Offsets_backwards", Only("F16", "[1]", "[2,0]"), "'w'", "before it begins");
        yield return Case("Three_offsets", Only("F16", "[1]", "[0,2,2]"), "'w'", "data_offsets");
        yield return Case("One_offset", Only("F16", "[1]", "[2]"), "'w'", "data_offsets");
        yield return Case("A_negative_offset", Only("F16", "[1]", "[-2,0]"), "'w'", "data_offsets");
        yield return Case("Data_beyond_the_end", Only("F16", "[2]", "[0,4]"), "'w'", "truncated");
        yield return Case("Bytes_left_over", Only("F16", "[0]", "[0,0]"), "2 bytes after");
        yield return Case("Bytes_of_no_tensor", "{}", "2 bytes after");

        yield return Case("Metadata_twice", """{"__metadata__":{},"__metadata__":{},""" + good + "}", "__metadata__", "twice");
        yield return Case("Metadata_that_is_no_object", """{"__metadata__":"x",""" + good + "}", "__metadata__");
        yield return Case("Metadata_with_a_number", """{"__metadata__":{"k":1},""" + good + "}", "'k'", "not a string");
        yield return Case("Metadata_with_null", """{"__metadata__":{"k":null},""" + good + "}", "'k'", "not a string");
        yield return Case("A_metadata_key_twice", """{"__metadata__":{"k":"1","k":"2"},""" + good + "}", "'k'", "twice");
    }

    [TestCaseSource(nameof(Headers))]
    public void A_malformed_header_is_refused_with_a_message_that_says_what_and_where(string header, string[] messageParts)
    {
        AssertRefused(Raw(header, 1, 2), messageParts);
    }

    [TestCase("F16", new byte[] { 0, 0x7C })]
    [TestCase("F32", new byte[] { 0, 0, 0x80, 0x7F })]
    [TestCase("F32", new byte[] { 0, 0, 0xC0, 0xFF })]
    public void A_float_that_is_not_finite_is_refused(string dtype, byte[] notFinite)
    {
        var header = Only(dtype, "[2]", $"[0,{2 * notFinite.Length}]");

        AssertRefused(Raw(header, [.. new byte[notFinite.Length], .. notFinite]), "'w'", "element 1", "not finite");
    }

    [Test]
    public void A_header_that_is_not_UTF8_is_refused()
    {
        AssertRefused(Raw([.. "{\""u8, 0xFF, .. "\":{}}"u8]), "UTF-8");
    }

    [Test]
    public void A_file_shorter_than_its_header_is_refused()
    {
        var file = Raw("{}");

        AssertRefused([], "0 bytes");
        AssertRefused(file[..7], "7 bytes");
        AssertRefused(file[..9], "truncated");
    }

    [TestCase(16UL * 1024 * 1024 + 1)]
    [TestCase(ulong.MaxValue)]
    public void A_header_length_beyond_the_limit_is_refused(ulong length)
    {
        AssertRefused([.. BitConverter.GetBytes(length), .. "{}"u8], length.ToString(), "at most 16777216");
    }

    [Test]
    public void More_tensors_than_the_limit_are_refused()
    {
        var entries = Enumerable.Range(0, SafetensorsFormat.MaxTensors + 1)
            .Select(index => Entry($"{index}", "F16", "[0]", "[0,0]"));

        AssertRefused(Raw("{" + string.Join(',', entries) + "}"), "65536 tensors");
    }

    [Test]
    public void A_message_shows_no_control_characters_and_no_endless_names()
    {
        var header = "{\"\\u001b[31m" + new string('x', 400) + "\":1}";

        var error = Assert.Throws<InvalidDataException>(() => SafetensorsReader.Read(Raw(header)));

        Assert.That(error!.Message, Has.Length.LessThan(200));
        Assert.That(error.Message.Any(char.IsControl), Is.False);
    }

    private static void AssertRefused(byte[] file, params string[] messageParts)
    {
        var error = Assert.Throws<InvalidDataException>(() => SafetensorsReader.Read(file));
        foreach (var part in messageParts)
            Assert.That(error!.Message, Does.Contain(part));
    }

    private static string Only(string dtype, string shape, string offsets) => "{" + Entry("w", dtype, shape, offsets) + "}";

    private static string Two(string first, string second) => "{" + first + "," + second + "}";

    private static TestCaseData Case(string name, string header, params string[] messageParts)
        => new TestCaseData(header, messageParts).SetArgDisplayNames(name);
}
