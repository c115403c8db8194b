import CCurl

/// libcurl's linked list of texts, freed with its owner (`curl_slist_append(3)`).
final class StringList {
    private(set) var head: UnsafeMutablePointer<curl_slist>?

    init(_ texts: [String]) {
        for text in texts {
            guard let longer = curl_slist_append(head, text) else {
                preconditionFailure("libcurl could not reserve a list")
            }
            head = longer
        }
    }

    deinit { curl_slist_free_all(head) }
}
