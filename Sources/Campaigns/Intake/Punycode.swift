/// Text beyond ASCII as ASCII.
///
/// - Source: RFC 3492, sections 3, 5 and 6; the names are those of its section 6.3.
enum Punycode {
    /// Without the prefix `xn--`.
    static func encode(_ input: [Unicode.Scalar]) -> String {
        let basic = input.filter(\.isASCII)
        var output = String(String.UnicodeScalarView(basic)) + (basic.isEmpty ? "" : "-")
        var (n, delta, bias, handled) = (initialN, 0, initialBias, basic.count)
        while let next = input.map({ Int($0.value) }).filter({ $0 >= n }).min(), handled < input.count {
            delta += (next - n) * (handled + 1)
            for scalar in input {
                if scalar.value < next { delta += 1 }
                guard scalar.value == next else { continue }
                output += variableLength(delta, bias: bias)
                bias = adapted(delta, points: handled + 1, isFirst: handled == basic.count)
                delta = 0
                handled += 1
            }
            delta += 1
            n = next + 1
        }
        return output
    }

    private static func variableLength(_ number: Int, bias: Int) -> String {
        var (rest, k, digits) = (number, base, "")
        while true {
            let threshold = min(max(k - bias, tMin), tMax)
            guard rest >= threshold else { return digits + digit(rest) }
            digits += digit(threshold + (rest - threshold) % (base - threshold))
            rest = (rest - threshold) / (base - threshold)
            k += base
        }
    }

    private static func digit(_ number: Int) -> String { String(Array("abcdefghijklmnopqrstuvwxyz0123456789")[number]) }

    private static func adapted(_ delta: Int, points: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / damp : delta / 2
        delta += delta / points
        var k = 0
        while delta > (base - tMin) * tMax / 2 {
            delta /= base - tMin
            k += base
        }
        return k + (base - tMin + 1) * delta / (delta + skew)
    }

    private static let (base, tMin, tMax, skew, damp) = (36, 1, 26, 38, 700)
    private static let (initialBias, initialN) = (72, 128)
}
