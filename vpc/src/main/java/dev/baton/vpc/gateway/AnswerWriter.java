package dev.baton.vpc.gateway;

import dev.baton.havip.api.ApiError;
import dev.baton.havip.api.ApiNode;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Puts the answers of the API into HTTP.
final class AnswerWriter {
    private static final String ADVICE = "https://api.alibabacloud.com/troubleshoot?q=";

    private AnswerWriter() {}

    static HttpReply done(AnswerFormat format, String action, String requestId, ApiNode.Fields body) {
        SequencedMap<String, ApiNode> fields = new LinkedHashMap<>();
        fields.put("RequestId", new ApiNode.Text(requestId));
        fields.putAll(body.fields());
        return reply(format, 200, action + "Response", new ApiNode.Fields(fields));
    }

    static HttpReply failed(AnswerFormat format, String host, String requestId, ApiError error) {
        SequencedMap<String, ApiNode> fields = new LinkedHashMap<>();
        fields.put("RequestId", new ApiNode.Text(requestId));
        fields.put("HostId", new ApiNode.Text(host));
        fields.put("Code", new ApiNode.Text(error.code()));
        fields.put("Message", new ApiNode.Text(error.message()));
        fields.put("Recommend", new ApiNode.Text(ADVICE + Percent.encode(error.code())));
        return reply(format, error.status(), "Error", new ApiNode.Fields(fields));
    }

    private static HttpReply reply(AnswerFormat format, int status, String root, ApiNode.Fields fields) {
        byte[] body = switch (format) {
            case JSON -> JsonAnswer.write(fields);
            case XML -> XmlAnswer.write(root, fields);
        };
        return new HttpReply(status, format.contentType(), body);
    }
}
