package dev.perennial.e2e.compose;

import java.io.IOException;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/** What a module's build makes, and how it is called. */
record Pom(Document document) {
    static Pom of(String path) {
        try {
            return new Pom(DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(Project.file(path).toFile()));
        } catch (IOException | SAXException | ParserConfigurationException unreadable) {
            throw new AssertionError(path + " cannot be read", unreadable);
        }
    }

    String version() { return text("/project/version"); }

    String artifactId() { return text("/project/artifactId"); }

    /** Where the libraries that the module runs with are copied to. */
    String libraries() {
        String copying = "/project/build/plugins/plugin[artifactId='maven-dependency-plugin']/executions/execution[goals/goal='copy-dependencies']";
        return text(copying + "[phase='package']/configuration[includeScope='runtime']/outputDirectory");
    }

    private String text(String path) {
        try {
            return XPathFactory.newInstance().newXPath().evaluate(path, document).strip();
        } catch (XPathExpressionException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
