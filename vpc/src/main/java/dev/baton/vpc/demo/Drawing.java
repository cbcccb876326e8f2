package dev.baton.vpc.demo;

import java.util.List;
import java.util.Optional;

/// Draws a scene as the cloud's console does: dashed lines for what is bound, a solid line for what is in effect.
final class Drawing {
    /// The characters and colours of a terminal.
    ///
    /// @param solid one cell of the solid line
    /// @param dashed one cell of the dashed line
    /// @param solidDown the vertical line to the second host when it is the solid one
    record Style(char solid, char dashed, char solidDown, char dashedDown, String corners, boolean colour) {
        /// Box-drawing characters. `corners`: fork with the solid line right, down, nowhere; end solid, dashed.
        static Style unicode(boolean colour) {
            return new Style('━', '╌', '┃', '╎', "┳┓┐┗└", colour);
        }

        /// For terminals without Unicode.
        static Style ascii(boolean colour) {
            return new Style('=', '-', '|', ':', "+++++", colour);
        }
    }

    private static final int BRANCH = 8;

    private final Style style;
    private final String eip;
    private final String haVip;

    Drawing(Style style, String eip, String haVip) {
        this.style = style;
        this.eip = eip;
        this.haVip = haVip;
    }

    /// Three lines.
    List<String> lines(Scene scene) {
        boolean toFirst = scene.master().equals(Optional.of(scene.ha1().name()));
        boolean toSecond = scene.master().equals(Optional.of(scene.ha2().name()));
        String trunk = "  EIP " + eip + " " + repeat(style.solid(), 3) + " HaVip " + haVip + " "
                + repeat(toFirst || toSecond ? style.solid() : style.dashed(), 2);
        String indent = " ".repeat(trunk.length());
        char fork = style.corners().charAt(toFirst ? 0 : toSecond ? 1 : 2);
        char end = style.corners().charAt(toSecond ? 3 : 4);
        char down = toSecond ? style.solidDown() : style.dashedDown();
        return List.of(
                paint(trunk, toFirst || toSecond) + paint(fork + branch(toFirst), toFirst) + " " + node(scene.ha1()),
                indent + paint(String.valueOf(down), toSecond),
                indent + paint(end + branch(toSecond), toSecond) + " " + node(scene.ha2()));
    }

    private String branch(boolean solid) {
        return repeat(solid ? style.solid() : style.dashed(), BRANCH);
    }

    private String node(Scene.Node node) {
        String text = "%s %-14s %-8s %s"
                .formatted(node.name(), node.address(), node.power().word(), node.daemon());
        return text.stripTrailing();
    }

    private String paint(String text, boolean inEffect) {
        return style.colour() && inEffect ? "\033[1;32m" + text + "\033[0m" : text;
    }

    private static String repeat(char cell, int times) {
        return String.valueOf(cell).repeat(times);
    }
}
