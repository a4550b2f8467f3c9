/* Rows that an editor chooses into running text: key statistics, cited works, words explained. The
   text holds the row's number; the words seen in the editor only name it. */

const { EditorState, Modifier } = window.DraftJS;

class RowSource extends window.draftail.ModalWorkflowSource {
  getChooserConfig() {
    return {
      url: this.props.entityType.chooserUrls.row,
      urlParams: {},
      onload: window.CHOOSER_MODAL_ONLOAD_HANDLERS,
      responses: { chosen: this.onChosen },
    };
  }

  onChosen(row) {
    this.insert(row, 'IMMUTABLE', row.string);
  }

  insert(row, mutability, words) {
    const { editorState, entityType, onComplete } = this.props;
    const content = editorState.getCurrentContent();
    const key = content
      .createEntity(entityType.type, mutability, { id: row.id })
      .getLastCreatedEntityKey();
    const selection = editorState.getSelection();
    const changed = words
      ? Modifier.replaceText(content, selection, words, editorState.getCurrentInlineStyle(), key)
      : Modifier.applyEntity(content, selection, key);
    this.workflow.close();
    onComplete(EditorState.push(editorState, changed, words ? 'insert-characters' : 'apply-entity'));
  }
}

/* The editor's own words lead to their meaning; without any, the term itself is written. */
class TermSource extends RowSource {
  onChosen(row) {
    const isEmpty = this.props.editorState.getSelection().isCollapsed();
    this.insert(row, 'MUTABLE', isEmpty ? row.string : '');
  }
}

const Row = ({ children }) => window.React.createElement('mark', null, children);
const Term = ({ children }) => window.React.createElement('u', null, children);

[
  { type: 'STATISTIC', source: RowSource, decorator: Row },
  { type: 'CITATION', source: RowSource, decorator: Row },
  { type: 'TERM', source: TermSource, decorator: Term },
].forEach((plugin) => window.draftail.registerPlugin(plugin, 'entityTypes'));
