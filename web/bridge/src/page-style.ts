/// The style sheets of the page as one text: the tokens and the layout first, then a sheet for each subject that has one.

import fixes from "../../style/fixes.css";
import graph from "../../style/graph.css";
import panes from "../../style/panes.css";
import page from "../../style.css";

export default page + panes + fixes + graph;
